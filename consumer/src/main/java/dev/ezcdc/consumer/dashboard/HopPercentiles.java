package dev.ezcdc.consumer.dashboard;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latency distribution of a hop, in microseconds.
 *
 * @param p50 the median
 * @param p99 the 99th percentile; null for fewer than a hundred samples
 * @param max the maximum
 * @param count the number of samples
 */
record HopPercentiles(long p50, @Nullable Long p99, long max, int count) {

    private static final int MIN_COUNT_FOR_P99 = 100;

    /** Computes a hop's percentiles; null if no sample has a value for the hop. */
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
