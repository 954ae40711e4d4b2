package dev.ezcdc.benchmarks.contender;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decoded change in the form in which contenders are compared. Integers are Longs whatever their width. Times are
 * separate components and not part of the source.
 *
 * @param source every field of the source except its times, by the names in the envelope. Fields that are null are left
 *     out, because accessors return null for fields that an older connector does not write
 * @param sourceTime time of the change, from the most precise field of the source: an Instant, or nanoseconds since 1970
 *     as a Long from a contender that leaves times as numbers
 * @param time time of the event, in the same form
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

    ComparableChange {
        source = new LinkedHashMap<>(source);
        source.values().removeIf(Objects::isNull);
    }

    /** The source's time fields. */
    static final List<String> TIME_FIELDS = List.of("ts_ms", "ts_us", "ts_ns");

    /** Returns a change with other rows. */
    ComparableChange withRows(
            @Nullable Map<String, @Nullable Object> otherBefore, @Nullable Map<String, @Nullable Object> otherAfter) {
        return new ComparableChange(op, key, otherBefore, otherAfter, source, transaction, sourceTime, time);
    }

    /** Returns a copy in which every integer is a Long. */
    static Map<String, @Nullable Object> normalize(Map<String, ? extends @Nullable Object> values) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name, ColumnTypes.normalizeValue(value)));
        return copy;
    }

    /** Returns a row in comparable form. A document in a string counts as a row of one column. */
    static @Nullable Map<String, @Nullable Object> normalizeImage(@Nullable Object image) {
        if (image instanceof Map<?, ?> row) {
            Map<String, @Nullable Object> columns = new LinkedHashMap<>();
            row.forEach((name, value) -> columns.put(String.valueOf(name), value));
            return normalize(columns);
        }
        return image == null ? null : Map.of("document", image);
    }
}
