package dev.ezcdc.consumer.redact;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.FlattenedRow;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hides the values of columns. A {@link RedactedValue} replaces them in keys and rows; it still shows whether an update
 * changed the value. Dead letters and headers are not redacted. Immutable.
 */
public final class Redaction {

    /** Hides nothing. */
    public static final Redaction NONE = new Redaction(List.of(), List.of());

    private record Rule(Pattern table, String column) {
        boolean covers(String tableName, String columnName) {
            return column.equalsIgnoreCase(columnName) && coversTable(tableName);
        }

        boolean coversTable(String tableName) {
            return table.matcher(tableName).matches();
        }
    }

    private final List<String> columns;
    private final List<Rule> rules;

    private Redaction(List<String> columns, List<Rule> rules) {
        this.columns = columns;
        this.rules = rules;
    }

    /**
     * Returns a redaction of columns.
     *
     * @param columns {@code email} for any table, or {@code customers.email} for the tables of that name
     * @throws IllegalArgumentException if a name is blank
     */
    public static Redaction of(List<String> columns) {
        return new Redaction(
                List.copyOf(columns), columns.stream().map(Redaction::parseRule).toList());
    }

    private static Rule parseRule(String column) {
        int dot = column.lastIndexOf('.');
        String name = column.substring(dot + 1);
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "invalid column to redact: \"" + column + "\". Use a form such as email or customers.email.");
        }
        String table = column.substring(0, Math.max(0, dot));
        Pattern pattern = Pattern.compile(dot < 0 ? ".*" : "(.*\\.)?" + Pattern.quote(table), Pattern.DOTALL);
        return new Rule(pattern, name);
    }

    /** Returns the columns as they were given. */
    public List<String> columns() {
        return columns;
    }

    /**
     * Returns whether a column is hidden.
     *
     * @param table the table with its schema or database; for flattened rows, the topic
     */
    public boolean covers(String table, String column) {
        return rules.stream().anyMatch(rule -> rule.covers(table, column));
    }

    /** Returns whether no columns are hidden. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * Returns the record with all values of the columns hidden, or the same object if it has no such values.
     *
     * @param topic the record's topic, which replaces the name of the table for tombstones
     */
    public CdcRecord apply(CdcRecord record, String topic) {
        if (rules.isEmpty()) {
            return record;
        }
        if (record instanceof Tombstone tombstone) {
            return new Tombstone(redactKey(tombstone.recordKey(), topic));
        }
        if (record instanceof FlattenedRow flattened) {
            String table = flattened.table() == null ? topic : topic + "." + flattened.table();
            return new FlattenedRow(
                    redactKey(flattened.recordKey(), table),
                    redact(redact(flattened.row(), topic), table),
                    redact(redact(flattened.added(), topic), table),
                    flattened.isDeleted());
        }
        if (!(record instanceof ChangeEvent change) || change.source().table() == null) {
            return record;
        }
        String schema = change.source().schema();
        String table = (schema == null ? change.source().db() : schema) + "."
                + change.source().table();
        Object key = redactKey(change.recordKey(), table);
        if (change instanceof Create c) {
            return new Create(key, redact(c.after(), table), c.source(), c.timestamp(), c.transaction(), c.extra());
        } else if (change instanceof Read c) {
            return new Read(key, redact(c.after(), table), c.source(), c.timestamp(), c.transaction(), c.extra());
        } else if (change instanceof Delete c) {
            Row before = c.before() == null ? null : redact(c.before(), table);
            return new Delete(key, before, c.source(), c.timestamp(), c.transaction(), c.extra());
        } else if (change instanceof Update c) {
            Row before = c.before() == null ? null : redact(c.before(), table);
            return new Update(
                    key,
                    before,
                    redact(c.after(), table, c.before()),
                    c.source(),
                    c.timestamp(),
                    c.transaction(),
                    c.extra());
        }
        return record;
    }

    /** Hides a key that is one value as a whole, because its column is unknown. */
    private @Nullable Object redactKey(@Nullable Object key, String table) {
        if (key instanceof Row row) {
            return redact(row, table);
        }
        return key == null || rules.stream().noneMatch(rule -> rule.coversTable(table)) ? key : RedactedValue.UNCHANGED;
    }

    private Row redact(Row row, String table) {
        return redact(row, table, null);
    }

    private Row redact(Row row, String table, @Nullable Row before) {
        @Nullable Object @Nullable [] values = null;
        for (int i = 0; i < row.size(); i++) {
            String column = row.columns().get(i).name();
            if (row.get(i) == Unavailable.UNAVAILABLE || rules.stream().noneMatch(rule -> rule.covers(table, column))) {
                continue;
            }
            if (values == null) {
                values = row.asMap().values().toArray();
            }
            values[i] = before == null || isEqual(before, column, row.get(i))
                    ? RedactedValue.UNCHANGED
                    : RedactedValue.CHANGED;
        }
        return values == null ? row : Row.of(row.columns(), Arrays.asList(values));
    }

    private static boolean isEqual(Row before, String column, @Nullable Object value) {
        return Objects.deepEquals(before.contains(column) ? before.get(column) : null, value);
    }
}
