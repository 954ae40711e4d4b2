package dev.ezcdc.consumer.redact;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Columns whose values nobody is to see. In keys and rows something else stands in their place, whose {@code toString()} is
 * {@code [redacted]}; whether an update changed them can still be told. Dead letters hold records as they came: they are not
 * redacted. Immutable.
 */
public final class Redaction {

    /** Shows everything. */
    public static final Redaction NONE = new Redaction(List.of());

    private record Rule(Pattern table, String column) {
        boolean covers(String aTable, String aColumn) {
            return column.equalsIgnoreCase(aColumn) && table.matcher(aTable).matches();
        }
    }

    private final List<Rule> rules;

    private Redaction(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * Hides columns.
     *
     * @param columns {@code email}, of any table, or {@code customers.email}, of the tables of that name
     */
    public static Redaction of(List<String> columns) {
        return new Redaction(columns.stream().map(Redaction::rule).toList());
    }

    private static Rule rule(String column) {
        int dot = column.lastIndexOf('.');
        String name = column.substring(dot + 1);
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "a column to redact is given as email or customers.email; this is \"" + column + "\"");
        }
        String table = column.substring(0, Math.max(0, dot));
        Pattern pattern = Pattern.compile(dot < 0 ? ".*" : "(.*\\.)?" + Pattern.quote(table), Pattern.DOTALL);
        return new Rule(pattern, name);
    }

    /**
     * The record with a {@link RedactedValue} in the place of each value that is not to be shown.
     *
     * @param topic where it came from, which stands for the table of a tombstone
     */
    public CdcRecord apply(CdcRecord record, String topic) {
        if (rules.isEmpty()) {
            return record;
        }
        if (record instanceof Tombstone tombstone) {
            return new Tombstone(row(tombstone.key(), topic));
        }
        if (!(record instanceof ChangeEvent change) || change.source().table() == null) {
            return record;
        }
        String schema = change.source().schema();
        String table = (schema == null ? change.source().db() : schema) + "."
                + change.source().table();
        Row key = change.key() == null ? null : row(change.key(), table);
        if (change instanceof Create c) {
            return new Create(key, row(c.after(), table), c.source(), c.timestamp(), c.transaction(), c.extra());
        } else if (change instanceof Read c) {
            return new Read(key, row(c.after(), table), c.source(), c.timestamp(), c.transaction(), c.extra());
        } else if (change instanceof Delete c) {
            Row before = c.before() == null ? null : row(c.before(), table);
            return new Delete(key, before, c.source(), c.timestamp(), c.transaction(), c.extra());
        } else if (change instanceof Update c) {
            Row before = c.before() == null ? null : row(c.before(), table);
            return new Update(
                    key,
                    before,
                    row(c.after(), table, c.before()),
                    c.source(),
                    c.timestamp(),
                    c.transaction(),
                    c.extra());
        }
        return record;
    }

    private Row row(Row row, String table) {
        return row(row, table, null);
    }

    private Row row(Row row, String table, @Nullable Row before) {
        @Nullable Object @Nullable [] values = null;
        for (int i = 0; i < row.size(); i++) {
            String column = row.columns().get(i).name();
            if (row.get(i) == Unavailable.UNAVAILABLE || rules.stream().noneMatch(rule -> rule.covers(table, column))) {
                continue;
            }
            if (values == null) {
                values = row.asMap().values().toArray();
            }
            values[i] = before == null || same(before, column, row.get(i)) ? RedactedValue.UNCHANGED : RedactedValue.CHANGED;
        }
        return values == null ? row : new Row(row.columns(), values);
    }

    private static boolean same(Row before, String column, @Nullable Object value) {
        return Objects.deepEquals(before.contains(column) ? before.get(column) : null, value);
    }
}
