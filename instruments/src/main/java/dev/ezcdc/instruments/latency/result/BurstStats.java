package dev.ezcdc.instruments.latency.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        Map<String, List<Double>> all = new LinkedHashMap<>();
        for (BurstRun burst : run.bursts()) {
            burst.cpuMicros().forEach((name, micros) -> all.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(micros / (double) Math.max(1, burst.phase().sent())));
        }
        Map<String, Double> cpu = new LinkedHashMap<>();
        all.forEach((name, values) -> cpu.put(
                name,
                LatencyStats.median(
                        values.stream().mapToDouble(Double::doubleValue).toArray())));
        long rows = run.bursts().isEmpty() ? 0 : run.bursts().get(0).phase().sent();
        boolean isBacklog = run.bursts().stream().anyMatch(BurstRun::isBacklog);
        return new BurstStats(rows, run.rowsPerSecond(), isBacklog, cpu, Map.of());
    }

    static BurstStats median(List<BurstStats> all) {
        Map<String, Double> cpu = new LinkedHashMap<>();
        all.stream()
                .flatMap(stats -> stats.cpuMicrosPerRow.keySet().stream())
                .distinct()
                .sorted()
                .forEach(name -> cpu.put(
                        name,
                        LatencyStats.median(all.stream()
                                .mapToDouble(stats -> stats.cpuMicrosPerRow.getOrDefault(name, 0.0))
                                .toArray())));
        double rowsPerSecond = LatencyStats.median(
                all.stream().mapToDouble(BurstStats::rowsPerSecond).toArray());
        return new BurstStats(all.get(0).rows, rowsPerSecond, all.get(0).isBacklog, cpu, Map.of());
    }

    BurstStats withCodeShares(Map<String, Double> shares) {
        return new BurstStats(rows, rowsPerSecond, isBacklog, cpuMicrosPerRow, shares);
    }

    /** Returns the CPU time per row of all processes, in microseconds; 0 if it could not be measured. */
    public double totalCpuMicrosPerRow() {
        return cpuMicrosPerRow.entrySet().stream()
                .filter(entry -> !entry.getKey().contains("/"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Returns the rows that a second of CPU time is enough for; 0 if the CPU time could not be measured. */
    public double rowsPerSecondPerCore() {
        double micros = totalCpuMicrosPerRow();
        return micros <= 0 ? 0 : 1e6 / micros;
    }

    /** Adds the statistics to a JSON object, unless there are no bursts. */
    void addTo(ObjectNode json) {
        if (rows == 0) {
            return;
        }
        json.put("rows", rows)
                .put("is_backlog", isBacklog)
                .put("rows_per_s", Math.round(rowsPerSecond))
                .put("rows_per_s_per_core", Math.round(rowsPerSecondPerCore()))
                .put("cpu_us_per_row_total", LatencyStats.rounded(totalCpuMicrosPerRow(), 1));
        ObjectNode cpu = json.putObject("cpu_us_per_row");
        cpuMicrosPerRow.forEach((name, micros) -> cpu.put(name, LatencyStats.rounded(micros, 1)));
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
