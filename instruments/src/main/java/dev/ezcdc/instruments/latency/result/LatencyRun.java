package dev.ezcdc.instruments.latency.result;

import dev.ezcdc.instruments.latency.hop.PhaseResult;
import dev.ezcdc.instruments.latency.plan.Setup;
import dev.ezcdc.instruments.latency.record.ClockOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run under one setup.
 *
 * @param number from 1
 * @param rate rows a second; 0 without a steady part
 * @param steady at the steady rate; null without one
 * @param bursts one after the other; empty without any
 * @param floors what the parts could do alone; null if that was not measured
 * @param before PostgreSQL's clock before the run, {@code after} after it
 */
public record LatencyRun(
        Setup setup,
        int number,
        long rate,
        @Nullable PhaseResult steady,
        List<BurstRun> bursts,
        @Nullable Floors floors,
        ClockOffset clockBefore,
        ClockOffset clockAfter) {
    public LatencyRun {
        bursts = List.copyOf(bursts);
    }

    /** What the percentiles are of: the steady part, or else the first burst. */
    public PhaseResult mainPhase() {
        return steady != null ? steady : bursts.get(0).phase();
    }

    public long notWritten() {
        return (steady == null ? 0 : steady.notWritten())
                + bursts.stream()
                        .mapToLong(burst -> burst.phase().notWritten())
                        .sum();
    }

    public long lost() {
        return (steady == null ? 0 : steady.lost())
                + bursts.stream().mapToLong(burst -> burst.phase().lost()).sum();
    }

    public long duplicated() {
        return (steady == null ? 0 : steady.duplicated())
                + bursts.stream()
                        .mapToLong(burst -> burst.phase().duplicated())
                        .sum();
    }

    /** Rows drained in a second, median of the bursts; 0 without any. */
    public double rowsPerSecond() {
        return LatencyStats.median(bursts.stream()
                .mapToDouble(burst -> burst.phase().rowsPerSecond())
                .toArray());
    }
}
