package dev.ezcdc.consumer.dashboard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rate, lag and latency of the last minutes, second by second. Not thread-safe. */
final class History {

    static final int MAX_SECONDS = 300;

    private final Deque<Second> seconds = new ArrayDeque<>();

    /**
     * One second. Latencies are from commit to handled, in microseconds, of the sampled changes; null without samples.
     *
     * @param at when the second ended, in seconds since 1970
     * @param changes the exact number of changes handled
     * @param lag the number of records still to be read; null if unknown
     * @param p50 the median
     * @param p99 the 99th percentile; null for fewer than a hundred samples
     * @param max the maximum
     */
    record Second(
            double at,
            long changes,
            @Nullable Long lag,
            @Nullable Long p50,
            @Nullable Long p99,
            @Nullable Long max) {}

    void add(Second second) {
        if (seconds.size() == MAX_SECONDS) {
            seconds.removeFirst();
        }
        seconds.addLast(second);
    }

    List<Second> toList() {
        return new ArrayList<>(seconds);
    }
}
