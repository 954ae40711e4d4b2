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
 * Of however many changes a few: so many for their times and fewer to be shown, each change with the same chance. Whoever
 * finds another thread in it leaves his change out, so nobody ever waits. Thread-safe.
 */
final class Sample {

    /** How many changes are timed. */
    static final int MAX_TIMED = 256;
    /** How many are kept to be shown. */
    static final int MAX_SHOWN = 10;

    private final AtomicBoolean busy = new AtomicBoolean();
    private long offered;
    private long[][] hops = new long[MAX_TIMED][];
    private @Nullable SampledChange[] shown = new SampledChange[MAX_SHOWN];

    /** What there was since the last time. */
    record Contents(List<long[]> hops, List<SampledChange> shown) {}

    /** Takes a change into account, perhaps. */
    void offer(ConsumedRecord received, ChangeEvent change) {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        try {
            long place = offered < MAX_TIMED ? offered : ThreadLocalRandom.current().nextLong(offered + 1);
            offered++;
            if (place < MAX_TIMED) {
                SampledChange seen = SampledChange.handledNow(received, change);
                hops[(int) place] = seen.hopMicros();
                // The one draw decides both: evenly among TIMED places is evenly among the first SHOWN of them.
                long showing = offered <= MAX_TIMED && place >= MAX_SHOWN
                        ? ThreadLocalRandom.current().nextLong(offered)
                        : place;
                if (showing < MAX_SHOWN) {
                    shown[(int) showing] = seen;
                }
            }
        } finally {
            busy.set(false);
        }
    }

    /** Empties it. By one thread, which waits for whoever is in it just now. */
    Contents drain() {
        long[][] newHops = new long[MAX_TIMED][];
        @Nullable SampledChange[] newShown = new SampledChange[MAX_SHOWN];
        while (!busy.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
        long[][] takenHops = hops;
        @Nullable SampledChange[] takenShown = shown;
        int timed = (int) Math.min(offered, MAX_TIMED);
        hops = newHops;
        shown = newShown;
        offered = 0;
        busy.set(false);
        List<SampledChange> inOrder = new ArrayList<>();
        for (SampledChange seen : takenShown) {
            if (seen != null) {
                inOrder.add(seen);
            }
        }
        inOrder.sort(SampledChange::compareByHandled);
        return new Contents(Arrays.asList(takenHops).subList(0, timed), inOrder);
    }
}
