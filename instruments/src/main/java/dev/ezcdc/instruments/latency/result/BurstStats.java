package dev.ezcdc.instruments.latency.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * The statistics of a run's bursts, or the medians of several runs.
 *
 * @param rows rows of one burst; 0 without bursts
 * @param rowsPerSecond median of the bursts
 * @param isBacklog whether the connector was stopped while the rows were written
 * @param cpuMicrosPerRow CPU time by process and by {@code process/job}
 * @param codeShares share of a JVM's samples by {@code process/kind of code}, from 0 to 1; empty in a single run
 */
public record BurstStats(
        long rows,
        double rowsPerSecond,
        boolean isBacklog,
        Map<String, Double> cpuMicrosPerRow,
        Map<String, Double> codeShares) {

    static BurstStats of(LatencyRun run) {
        CpuPerRow cpu = CpuPerRow.median(run.bursts().stream()
                .map(burst -> CpuPerRow.of(burst.cpuMicros(), burst.phase().sent()))
                .toList());
        long rows = run.bursts().isEmpty() ? 0 : run.bursts().get(0).phase().sent();
        boolean isBacklog = run.bursts().stream().anyMatch(BurstRun::isBacklog);
        return new BurstStats(rows, run.rowsPerSecond(), isBacklog, cpu.micros(), Map.of());
    }

    static BurstStats median(List<BurstStats> all) {
        CpuPerRow cpu = CpuPerRow.median(
                all.stream().map(stats -> new CpuPerRow(stats.cpuMicrosPerRow)).toList());
        double rowsPerSecond = LatencyStats.median(
                all.stream().mapToDouble(BurstStats::rowsPerSecond).toArray());
        return new BurstStats(all.get(0).rows, rowsPerSecond, all.get(0).isBacklog, cpu.micros(), Map.of());
    }

    BurstStats withCodeShares(Map<String, Double> shares) {
        return new BurstStats(rows, rowsPerSecond, isBacklog, cpuMicrosPerRow, shares);
    }

    /** Returns the CPU time per row of all processes, in microseconds; 0 if it could not be measured. */
    public double totalCpuMicrosPerRow() {
        return new CpuPerRow(cpuMicrosPerRow).totalMicros();
    }

    /** Returns the rows that a second of CPU time is enough for; 0 if the CPU time could not be measured. */
    public double rowsPerSecondPerCore() {
        return new CpuPerRow(cpuMicrosPerRow).rowsPerSecondPerCore();
    }

    /** Adds the statistics to a JSON object, unless there are no bursts. */
    void addTo(ObjectNode json) {
        if (rows == 0) {
            return;
        }
        json.put("rows", rows).put("is_backlog", isBacklog).put("rows_per_s", Math.round(rowsPerSecond));
        new CpuPerRow(cpuMicrosPerRow).addTo(json);
        if (codeShares.isEmpty()) {
            return;
        }
        ObjectNode code = json.putObject("code_percent");
        codeShares.forEach((name, share) -> code.put(name, LatencyStats.rounded(share * 100, 1)));
        ObjectNode budget = json.putObject("cpu_budget_us_per_row");
        CpuBudget.of(this).forEach((part, micros) -> budget.put(part, LatencyStats.rounded(micros, 1)));
        json.put("own_cpu_us_per_row", LatencyStats.rounded(CpuBudget.ownMicros(this), 1));
    }
}
