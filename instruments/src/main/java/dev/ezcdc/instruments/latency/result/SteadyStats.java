package dev.ezcdc.instruments.latency.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.instruments.latency.hop.PhaseResult;
import dev.ezcdc.instruments.latency.plan.SteadyLoad;
import java.util.List;
import java.util.Map;

/**
 * The achieved rate and the CPU time of a steady load, of one run or the medians of several.
 *
 * @param rowsPerSecond received rows per second, from the first row's scheduled time to the last decoded event; 0 without a
 *     steady phase
 */
public record SteadyStats(SteadyLoad load, double rowsPerSecond, CpuPerRow cpu) {

    /** Share of the scheduled rate that counts as sustained. The last transactions arrive after the load's end. */
    private static final double SUSTAINED = 0.99;

    static SteadyStats of(LatencyRun run) {
        PhaseResult steady = run.steady();
        return steady == null
                ? new SteadyStats(run.load(), 0, new CpuPerRow(Map.of()))
                : new SteadyStats(
                        run.load(), steady.rowsPerSecond(), CpuPerRow.of(run.steadyCpuMicros(), steady.sent()));
    }

    static SteadyStats median(List<SteadyStats> all) {
        return new SteadyStats(
                all.get(0).load,
                LatencyStats.median(
                        all.stream().mapToDouble(SteadyStats::rowsPerSecond).toArray()),
                CpuPerRow.median(all.stream().map(SteadyStats::cpu).toList()));
    }

    /** Returns whether the events arrived at the scheduled rate. */
    public boolean isSustained() {
        return rowsPerSecond >= SUSTAINED * load.rowsPerSecond();
    }

    void addTo(ObjectNode json) {
        if (rowsPerSecond == 0) {
            return;
        }
        ObjectNode steady = json.putObject("steady")
                .put("asked_rows_per_s", load.rowsPerSecond())
                .put("achieved_rows_per_s", Math.round(rowsPerSecond))
                .put("is_sustained", isSustained())
                .put("rows_per_transaction", load.rowsPerTransaction())
                .put("connections", load.connections());
        cpu.addTo(steady);
    }
}
