package dev.ezcdc.consumer.format;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.redact.Escapes;
import dev.ezcdc.consumer.redact.RedactedValue;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.LogicalMessage;
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
 * A change as text for people: escaped, cut to a size that can be shown, redacted columns hidden. What is in it is safe for
 * a terminal; for a web page it still has to be set as text, never as markup.
 *
 * @param operation in one word: create, read, update, delete, truncate or message
 * @param commit when it was committed
 * @param latencyMicros from the commit, by the database's clock, to {@code handled}; null for what a snapshot read
 * @param table with its schema; the topic where there is no table
 * @param key {@code id=1}, several columns by commas; null for a table without a key
 * @param position the LSN as PostgreSQL writes it; null for other sources
 * @param columns those that changed first if there are more than are shown, else in the row's order
 * @param moreColumns how many are left out
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

    private static final int MOST_COLUMNS = 60;
    private static final int LONGEST_NAME = 100;

    /**
     * A column.
     *
     * @param before null if there is no row before, or it is not known
     * @param after null if there is no row after
     * @param changed whether the change is an update of it
     */
    public record ColumnView(
            String name,
            @Nullable ValueView before,
            @Nullable ValueView after,
            boolean changed) {}

    /**
     * A value.
     *
     * @param text without quotation marks
     * @param cut how long it is as a whole ({@code …(500 chars)}), if that is not all of it; else empty
     */
    public record ValueView(Type type, String text, String cut) {}

    /** What a value's text stands for. */
    public enum Type {
        /** A text, by its own characters. */
        TEXT,
        /** A number, time, list, or whatever else has a form of its own. */
        PLAIN,
        /** SQL's null. */
        NULL,
        /** A value that the change did not carry. */
        UNAVAILABLE,
        /** A value that is not to be shown. */
        REDACTED
    }

    /**
     * Makes it.
     *
     * @param handledMicros when it was handled, in microseconds since 1970
     * @param longest how many characters of a value are shown
     */
    public static ChangeView of(ConsumedRecord received, ChangeEvent change, long handledMicros, int longest) {
        LogEntry entry = LogEntry.of(received, handledMicros);
        ValueText values = new ValueText(longest);
        List<ColumnView> columns = columns(change, values);
        int more = Math.max(0, columns.size() - MOST_COLUMNS);
        if (more > 0) {
            columns.sort((one, other) -> Boolean.compare(other.changed(), one.changed()));
        }
        String topic = Escapes.escape(received.topic());
        return new ChangeView(
                entry.word(),
                entry.time(),
                entry.latencyMicros(),
                topic,
                received.partition(),
                received.offset(),
                Objects.requireNonNullElse(LogEntry.table(entry.source()), topic),
                key(change.key(), values),
                entry.lsn(),
                List.copyOf(columns.subList(0, columns.size() - more)),
                more);
    }

    private static @Nullable String key(@Nullable Row key, ValueText values) {
        if (key == null || key.isEmpty()) {
            return null;
        }
        return key.columns().asList().stream()
                .map(column -> name(column.name()) + "=" + text(values.view(key.get(column.name()))))
                .collect(Collectors.joining(", "));
    }

    private static String text(ValueView value) {
        return value.text() + value.cut();
    }

    private static String name(String name) {
        return text(new ValueText(LONGEST_NAME).view(name));
    }

    private static List<ColumnView> columns(ChangeEvent change, ValueText values) {
        List<ColumnView> columns = new ArrayList<>();
        if (change instanceof LogicalMessage message) {
            columns.add(new ColumnView("prefix", null, values.view(message.prefix()), false));
            columns.add(new ColumnView("content", null, values.view(Details.textIfItIs(message.content())), false));
            return columns;
        }
        Row before = RowImages.before(change);
        Row after = RowImages.after(change);
        Set<String> changed = before == null || after == null
                ? Set.of()
                : ColumnChange.between(before, after).stream()
                        .map(ColumnChange::name)
                        .collect(Collectors.toSet());
        for (String name : names(after, before)) {
            columns.add(new ColumnView(
                    name(name), value(before, name, values), value(after, name, values), changed.contains(name)));
        }
        return columns;
    }

    /** In the order of the row after, then what was only in the one before. */
    private static Set<String> names(@Nullable Row after, @Nullable Row before) {
        Set<String> names = new LinkedHashSet<>();
        for (Row row : new @Nullable Row[] {after, before}) {
            if (row != null) {
                row.columns().asList().forEach(column -> names.add(column.name()));
            }
        }
        return names;
    }

    private static @Nullable ValueView value(@Nullable Row row, String name, ValueText values) {
        return row == null || !row.contains(name) ? null : values.view(row.get(name));
    }

    static Type type(@Nullable Object value) {
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
