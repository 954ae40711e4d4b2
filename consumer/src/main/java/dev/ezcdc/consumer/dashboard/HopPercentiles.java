package dev.ezcdc.consumer.dashboard;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of a hop, in microseconds.
 *
 * @param p99 null where it would be told by fewer than a hundred changes
 * @param max the longest in the sample
 */
record HopPercentiles(long p50, @Nullable Long p99, long max, int count) {

    private static final int MIN_COUNT_FOR_P99 = 100;

    /** Null if no change tells of it. */
    static @Nullable HopPercentiles of(HopLatency hop, Collection<List<long[]>> samples) {
        long[] sorted = samples.stream()
                .flatMap(List::stream)
                .mapToLong(hop::micros)
                .filter(micros -> micros >= 0)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return null;
        }
        Long p99 = sorted.length < MIN_COUNT_FOR_P99 ? null : percentile(sorted, 0.99);
        return new HopPercentiles(
                percentile(sorted, 0.5), p99, Arrays.stream(sorted).max().orElse(0), sorted.length);
    }

    private static long percentile(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
