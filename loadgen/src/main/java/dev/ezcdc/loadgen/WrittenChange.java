package dev.ezcdc.loadgen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of one row, with the row before and after it. Both are exact if no other client writes to the row. Immutable.
 *
 * @param table the table of the row
 * @param operation the operation; a key change is an update
 * @param id number of the row before the change; its key if {@link WrittenTable#hasIdKey()}
 * @param newId number of the row after the change; differs from {@code id} if the key changes
 * @param before the row before the change; null for an insert
 * @param after the row after the change; null for a delete. Differs from {@code before} in a column or in the key
 */
public record WrittenChange(
        WrittenTable table,
        LoadOperation operation,
        long id,
        long newId,
        @Nullable WrittenRow before,
        @Nullable WrittenRow after) {

    /** A change of a row in {@code public.customers} that keeps its key. */
    public WrittenChange(LoadOperation operation, long id, @Nullable WrittenRow before, @Nullable WrittenRow after) {
        this(WrittenTable.CUSTOMERS, operation, id, id, before, after);
    }

    /** Returns an insert. */
    public static WrittenChange insert(WrittenTable table, long id, WrittenRow after) {
        return new WrittenChange(table, LoadOperation.INSERT, id, id, null, after);
    }

    /** Returns an update that keeps the key. */
    public static WrittenChange update(WrittenTable table, long id, WrittenRow before, WrittenRow after) {
        return new WrittenChange(table, LoadOperation.UPDATE, id, id, before, after);
    }

    /** Returns an update that changes the key, and the columns derived from the id. */
    public static WrittenChange rekey(WrittenTable table, long id, long newId, WrittenRow before, WrittenRow after) {
        return new WrittenChange(table, LoadOperation.UPDATE, id, newId, before, after);
    }

    /** Returns a delete. */
    public static WrittenChange delete(WrittenTable table, long id, WrittenRow before) {
        return new WrittenChange(table, LoadOperation.DELETE, id, id, before, null);
    }

    /** Returns true if the change gives the row another key. */
    public boolean isKeyChange() {
        return id != newId;
    }

    /** Returns the key before the change, or the key of an inserted row; empty if the table has no key. */
    public WrittenRow key() {
        return toKey(id, before == null ? after : before);
    }

    /** Returns the key after the change, or the key of a deleted row; empty if the table has no key. */
    public WrittenRow newKey() {
        return toKey(newId, after == null ? before : after);
    }

    private WrittenRow toKey(long number, @Nullable WrittenRow row) {
        List<@Nullable Object> values = new ArrayList<>(1);
        for (String column : table.keyColumns()) {
            values.add(table.hasIdKey() || row == null ? Long.valueOf(number) : row.get(column));
        }
        return new WrittenRow(table.keyColumns(), values);
    }
}
