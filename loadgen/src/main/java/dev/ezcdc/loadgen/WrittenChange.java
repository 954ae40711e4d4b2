package dev.ezcdc.loadgen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row's change, with both images as they stand if it is committed and nobody else writes to the row.
 *
 * @param table the row's table
 * @param operation what is done; a key change is an update
 * @param id the row's number before the change: its key, if the table's key is a whole number
 * @param newId the same after the change; another one if the key changes
 * @param before the row before; null for an insert
 * @param after the row after; null for a delete; differs from {@code before} in at least one column, or in the key
 */
public record WrittenChange(
        WrittenTable table,
        LoadOperation operation,
        long id,
        long newId,
        @Nullable WrittenRow before,
        @Nullable WrittenRow after) {

    /** A change of a customer in {@code public.customers}, whose key stays as it is. */
    public WrittenChange(LoadOperation operation, long id, @Nullable WrittenRow before, @Nullable WrittenRow after) {
        this(WrittenTable.CUSTOMERS, operation, id, id, before, after);
    }

    /** An insert of a row with that id. */
    public static WrittenChange insert(WrittenTable table, long id, WrittenRow after) {
        return new WrittenChange(table, LoadOperation.INSERT, id, id, null, after);
    }

    /** An update that leaves the key as it is. */
    public static WrittenChange update(WrittenTable table, long id, WrittenRow before, WrittenRow after) {
        return new WrittenChange(table, LoadOperation.UPDATE, id, id, before, after);
    }

    /** An update of the key, and of what follows from it. */
    public static WrittenChange rekey(WrittenTable table, long id, long newId, WrittenRow before, WrittenRow after) {
        return new WrittenChange(table, LoadOperation.UPDATE, id, newId, before, after);
    }

    /** A delete. */
    public static WrittenChange delete(WrittenTable table, long id, WrittenRow before) {
        return new WrittenChange(table, LoadOperation.DELETE, id, id, before, null);
    }

    /** Whether the row has another key afterwards. */
    public boolean isKeyChange() {
        return id != newId;
    }

    /** The key that the row has before the change, an inserted one's after it; without values for a table without one. */
    public WrittenRow key() {
        return key(id, before == null ? after : before);
    }

    /** The key that the row has after the change, a deleted one's before it. */
    public WrittenRow newKey() {
        return key(newId, after == null ? before : after);
    }

    private WrittenRow key(long number, @Nullable WrittenRow row) {
        List<@Nullable Object> values = new ArrayList<>(1);
        for (String column : table.keyColumns()) {
            values.add(table.hasIdKey() || row == null ? Long.valueOf(number) : row.get(column));
        }
        return new WrittenRow(table.keyColumns(), values);
    }
}
