package dev.ezcdc.benchmarks;

import java.math.BigInteger;
import java.util.LinkedHashMap;
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
record Decoded(
        String op,
        Map<String, @Nullable Object> key,
        @Nullable Map<String, @Nullable Object> before,
        @Nullable Map<String, @Nullable Object> after,
        Map<String, @Nullable Object> source,
        @Nullable Map<String, @Nullable Object> transaction,
        @Nullable Object sourceTime,
        @Nullable Object time) {

    /** A copy in which each whole number is a Long. */
    static Map<String, @Nullable Object> neutral(Map<String, ? extends @Nullable Object> values) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name, neutral(value)));
        return copy;
    }

    private static @Nullable Object neutral(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return value instanceof BigInteger number ? (Object) number.longValueExact() : value;
    }
}
