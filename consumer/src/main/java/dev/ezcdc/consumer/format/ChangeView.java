package dev.ezcdc.consumer.format;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.redact.Escapes;
import dev.ezcdc.consumer.redact.RedactedValue;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A change as display text: escaped, shortened, with redacted columns hidden. The text is safe for a terminal. A web page
 * must set it as text, never as markup.
 *
 * @param operation create, read, update, delete, truncate or message
 * @param commit the commit's time, by the database's clock
 * @param latencyMicros the time from the commit, by the database's clock, until the change was handled; null for rows read
 *     by a snapshot
 * @param topic the record's topic
 * @param partition the record's partition
 * @param offset the record's offset
 * @param table the table with its schema; the topic if the change has no table
 * @param key the key's columns, such as {@code id=1}, separated by commas; null for a table without a key
 * @param position the LSN in PostgreSQL's notation; null for other sources
 * @param columns the columns in the row's order; if some are omitted, changed columns come first
 * @param moreColumns the number of omitted columns
 */
public record ChangeView(
        String operation,
        Instant commit,
        @Nullable Long latencyMicros,
        String topic,
        int partition,
        long offset,
        String table,
        @Nullable String key,
        @Nullable String position,
        List<ColumnView> columns,
        int moreColumns) {

    private static final int MAX_COLUMNS = 60;
    private static final int MAX_NAME_LENGTH = 100;

    /**
     * A column of a change.
     *
     * @param name the column's name, escaped and shortened
     * @param before the old value; null if there is no before image or the image lacks the column
     * @param after the new value; null if there is no after image or the image lacks the column
     * @param changed whether an update changed the column
     */
    public record ColumnView(
            String name,
            @Nullable ValueView before,
            @Nullable ValueView after,
            boolean changed) {}

    /**
     * A value of a column.
     *
     * @param type the kind of value
     * @param text the value without quotation marks
     * @param cut the full length of a shortened value ({@code …(500 chars)}); otherwise empty
     */
    public record ValueView(Type type, String text, String cut) {}

    /** The kind of a value; distinguishes, for example, SQL null from the text "null". */
    public enum Type {
        /** A character string. */
        TEXT,
        /** Any other value: a number, a time, a list. */
        PLAIN,
        /** SQL null. */
        NULL,
        /** A value that Debezium did not include in the change. */
        UNAVAILABLE,
        /** A value hidden by redaction. */
        REDACTED
    }

    /**
     * Converts a change.
     *
     * @param received the record that contains {@code change}
     * @param change the change, redacted if necessary
     * @param handledMicros when the change was handled, in microseconds since 1970
     * @param maxValueLength the maximum number of characters shown of a value
     */
    public static ChangeView from(ConsumedRecord received, ChangeEvent change, long handledMicros, int maxValueLength) {
        LogEntry entry = LogEntry.from(received, handledMicros);
        ValueFormatter values = new ValueFormatter(maxValueLength);
        List<ColumnView> columns = viewColumns(change, values);
        int more = Math.max(0, columns.size() - MAX_COLUMNS);
        if (more > 0) {
            columns.sort((one, other) -> Boolean.compare(other.changed(), one.changed()));
        }
        String topic = Escapes.escape(received.topic());
        return new ChangeView(
                entry.label(),
                entry.time(),
                entry.latencyMicros(),
                topic,
                received.partition(),
                received.offset(),
                Objects.requireNonNullElse(LogEntry.tableName(entry.source()), topic),
                formatKey(change.recordKey(), values),
                entry.lsn(),
                List.copyOf(columns.subList(0, columns.size() - more)),
                more);
    }

    private static @Nullable String formatKey(@Nullable Object recordKey, ValueFormatter values) {
        if (!(recordKey instanceof Row key)) {
            return recordKey == null ? null : withLength(values.toView(recordKey));
        }
        if (key.isEmpty()) {
            return null;
        }
        return key.columns().asList().stream()
                .map(column -> displayName(column.name()) + "=" + withLength(values.toView(key.get(column.name()))))
                .collect(Collectors.joining(", "));
    }

    private static String withLength(ValueView value) {
        return value.text() + value.cut();
    }

    private static String displayName(String name) {
        return withLength(new ValueFormatter(MAX_NAME_LENGTH).toView(name));
    }

    private static List<ColumnView> viewColumns(ChangeEvent change, ValueFormatter values) {
        List<ColumnView> columns = new ArrayList<>();
        if (change instanceof LogicalMessage message) {
            columns.add(new ColumnView("prefix", null, values.toView(message.prefix()), false));
            columns.add(new ColumnView(
                    "content", null, values.toView(DetailVisitor.utf8OrBytes(message.content())), false));
            return columns;
        }
        Row before = change.before();
        Row after = change.after();
        Set<String> known = change instanceof Update update ? update.changedColumns() : null;
        Set<String> changed = known == null ? Set.of() : known;
        for (String name : columnNames(after, before)) {
            columns.add(new ColumnView(
                    displayName(name),
                    viewValue(before, name, values),
                    viewValue(after, name, values),
                    changed.contains(name)));
        }
        return columns;
    }

    /** Returns the columns of the after image, followed by those that only the before image has. */
    private static Set<String> columnNames(@Nullable Row after, @Nullable Row before) {
        Set<String> names = new LinkedHashSet<>();
        for (Row row : new @Nullable Row[] {after, before}) {
            if (row != null) {
                row.columns().asList().forEach(column -> names.add(column.name()));
            }
        }
        return names;
    }

    private static @Nullable ValueView viewValue(@Nullable Row row, String name, ValueFormatter values) {
        return row == null || !row.contains(name) ? null : values.toView(row.get(name));
    }

    static Type typeOf(@Nullable Object value) {
        if (value == null) {
            return Type.NULL;
        } else if (value instanceof String) {
            return Type.TEXT;
        } else if (value == Unavailable.UNAVAILABLE) {
            return Type.UNAVAILABLE;
        }
        return value instanceof RedactedValue ? Type.REDACTED : Type.PLAIN;
    }
}
