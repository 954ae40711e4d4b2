package dev.ezcdc.instruments.latency.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CPU time per row.
 *
 * @param micros microseconds by process and by {@code process/job}; empty if the CPU time could not be measured
 */
public record CpuPerRow(Map<String, Double> micros) {

    /** Divides the CPU time of a phase by its rows. */
    static CpuPerRow of(Map<String, Long> micros, long rows) {
        Map<String, Double> perRow = new LinkedHashMap<>();
        micros.forEach((name, value) -> perRow.put(name, value / (double) Math.max(1, rows)));
        return new CpuPerRow(perRow);
    }

    /** Returns the median of each entry. An entry that is missing counts as zero. */
    static CpuPerRow median(List<CpuPerRow> all) {
        Map<String, Double> medians = new LinkedHashMap<>();
        all.stream()
                .flatMap(cpu -> cpu.micros.keySet().stream())
                .distinct()
                .sorted()
                .forEach(name -> medians.put(
                        name,
                        LatencyStats.median(all.stream()
                                .mapToDouble(cpu -> cpu.micros.getOrDefault(name, 0.0))
                                .toArray())));
        return new CpuPerRow(medians);
    }

    /** Returns the time of all processes; 0 if it could not be measured. */
    public double totalMicros() {
        return micros.entrySet().stream()
                .filter(entry -> !entry.getKey().contains("/"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Returns the rows that a second of CPU time is enough for; 0 if the CPU time could not be measured. */
    public double rowsPerSecondPerCore() {
        double total = totalMicros();
        return total <= 0 ? 0 : 1e6 / total;
    }

    void addTo(ObjectNode json) {
        json.put("rows_per_s_per_core", Math.round(rowsPerSecondPerCore()))
                .put("cpu_us_per_row_total", LatencyStats.rounded(totalMicros(), 1));
        ObjectNode cpu = json.putObject("cpu_us_per_row");
        micros.forEach((name, value) -> cpu.put(name, LatencyStats.rounded(value, 1)));
    }
}
