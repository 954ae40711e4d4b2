package dev.ezcdc.consumer.dashboard;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.ChangeEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A reservoir sample of the changes: some for latencies, fewer for display, each change with the same probability. A thread
 * that finds the sample in use skips its change instead of waiting. Thread-safe.
 */
final class Sample {

    /** The maximum number of changes whose latencies are sampled. */
    static final int MAX_TIMED = 256;
    /** The maximum number of changes kept for display. */
    static final int MAX_SHOWN = 10;

    private final AtomicBoolean busy = new AtomicBoolean();
    private long offered;
    private long[][] hops = new long[MAX_TIMED][];
    private @Nullable SampledChange[] shown = new SampledChange[MAX_SHOWN];

    /**
     * The sampled changes.
     *
     * @param hops the hop latencies of the timed changes, as from {@link SampledChange#hopMicros()}
     * @param shown the changes to display, in the order in which they were handled
     */
    record Contents(List<long[]> hops, List<SampledChange> shown) {}

    /** Offers a change, which may enter the sample. Never blocks. */
    void offer(ConsumedRecord received, ChangeEvent change) {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        try {
            long slot =
                    offered < MAX_TIMED ? offered : ThreadLocalRandom.current().nextLong(offered + 1);
            offered++;
            if (slot < MAX_TIMED) {
                SampledChange sampled = SampledChange.capture(received, change);
                hops[(int) slot] = sampled.hopMicros();
                // One random number serves both: a uniform slot among MAX_TIMED is uniform among the first MAX_SHOWN.
                long shownSlot = offered <= MAX_TIMED && slot >= MAX_SHOWN
                        ? ThreadLocalRandom.current().nextLong(offered)
                        : slot;
                if (shownSlot < MAX_SHOWN) {
                    shown[(int) shownSlot] = sampled;
                }
            }
        } finally {
            busy.set(false);
        }
    }

    /** Returns the sample and empties it. Called by one thread, which spins while another thread adds a change. */
    Contents drain() {
        long[][] newHops = new long[MAX_TIMED][];
        @Nullable SampledChange[] newShown = new SampledChange[MAX_SHOWN];
        while (!busy.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
        long[][] drainedHops = hops;
        @Nullable SampledChange[] drainedShown = shown;
        int timed = (int) Math.min(offered, MAX_TIMED);
        hops = newHops;
        shown = newShown;
        offered = 0;
        busy.set(false);
        List<SampledChange> inOrder = new ArrayList<>();
        for (SampledChange sampled : drainedShown) {
            if (sampled != null) {
                inOrder.add(sampled);
            }
        }
        inOrder.sort(SampledChange::compareHandledTime);
        return new Contents(Arrays.asList(drainedHops).subList(0, timed), inOrder);
    }
}
