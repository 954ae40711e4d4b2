package dev.ezcdc.consumer.dashboard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the last minutes were like, second by second. Not thread-safe. */
final class History {

    /** How many seconds are remembered. */
    static final int MAX_SECONDS = 300;

    private final Deque<Second> seconds = new ArrayDeque<>();

    /**
     * A second.
     *
     * @param at when it ended, in seconds since 1970
     * @param changes how many were handled, exactly
     * @param lag records that were still to be read; null if that is not known
     * @param p50 from commit to handled, in microseconds, of the sample; null where there was none
     * @param p99 null where it would be told by fewer than a hundred changes
     * @param max the longest of the sample
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
