package dev.ezcdc.instruments.latency.result;

import dev.ezcdc.instruments.latency.hop.PhaseResult;
import dev.ezcdc.instruments.latency.plan.Setup;
import dev.ezcdc.instruments.latency.plan.SteadyLoad;
import dev.ezcdc.instruments.latency.record.ClockOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of one run of one setup.
 *
 * @param number number of the run, from 1
 * @param load the load of the steady phase
 * @param steady result of the steady phase; null without one
 * @param steadyCpuMicros CPU time of the steady phase by process, and by {@code process/job}; empty if it was not measured
 * @param bursts results of the bursts; empty without bursts
 * @param floors floors of the setup; null if they were not measured
 * @param clockBefore offset of PostgreSQL's clock before the run
 * @param clockAfter offset of PostgreSQL's clock after the run
 */
public record LatencyRun(
        Setup setup,
        int number,
        SteadyLoad load,
        @Nullable PhaseResult steady,
        Map<String, Long> steadyCpuMicros,
        List<BurstRun> bursts,
        @Nullable Floors floors,
        ClockOffset clockBefore,
        ClockOffset clockAfter) {
    public LatencyRun {
        steadyCpuMicros = Map.copyOf(steadyCpuMicros);
        bursts = List.copyOf(bursts);
    }

    /** Returns the phase that the percentiles describe: the steady phase, or the first burst without one. */
    public PhaseResult mainPhase() {
        return steady != null ? steady : bursts.get(0).phase();
    }

    public long notWritten() {
        return (steady == null ? 0 : steady.notWritten())
                + bursts.stream().mapToLong(burst -> burst.phase().notWritten()).sum();
    }

    public long lost() {
        return (steady == null ? 0 : steady.lost())
                + bursts.stream().mapToLong(burst -> burst.phase().lost()).sum();
    }

    public long duplicated() {
        return (steady == null ? 0 : steady.duplicated())
                + bursts.stream().mapToLong(burst -> burst.phase().duplicated()).sum();
    }

    /** Returns the received rows per second, as the median of the bursts, or 0 without bursts. */
    public double rowsPerSecond() {
        return LatencyStats.median(bursts.stream()
                .mapToDouble(burst -> burst.phase().rowsPerSecond())
                .toArray());
    }
}
