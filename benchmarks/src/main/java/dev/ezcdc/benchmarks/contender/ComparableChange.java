package dev.ezcdc.benchmarks.contender;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decoded change in the form in which contenders are compared. Whole numbers are Longs here, whatever their width;
 * times stand in their own components and not in the source.
 *
 * @param source every field of the source but its times, by the names of the envelope
 * @param sourceTime when the change was made, from the source's finest time: an Instant, or nanoseconds since 1970 as a
 *     Long from a contender that leaves times as numbers
 * @param time when the event was made, likewise
 */
record ComparableChange(
        String op,
        Map<String, @Nullable Object> key,
        @Nullable Map<String, @Nullable Object> before,
        @Nullable Map<String, @Nullable Object> after,
        Map<String, @Nullable Object> source,
        @Nullable Map<String, @Nullable Object> transaction,
        @Nullable Object sourceTime,
        @Nullable Object time) {

    /** The source's fields that tell a time. */
    static final List<String> TIMES = List.of("ts_ms", "ts_us", "ts_ns");

    /** A copy in which each whole number is a Long. */
    static Map<String, @Nullable Object> neutral(Map<String, ? extends @Nullable Object> values) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name, ColumnTypes.neutral(value)));
        return copy;
    }

    /** A row of any kind; a document in a string counts as a row of one column. */
    static @Nullable Map<String, @Nullable Object> image(@Nullable Object image) {
        if (image instanceof Map<?, ?> row) {
            Map<String, @Nullable Object> columns = new LinkedHashMap<>();
            row.forEach((name, value) -> columns.put(String.valueOf(name), value));
            return neutral(columns);
        }
        return image == null ? null : Map.of("document", image);
    }
}
