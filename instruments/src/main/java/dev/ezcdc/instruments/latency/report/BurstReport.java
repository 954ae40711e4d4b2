package dev.ezcdc.instruments.latency.report;

import dev.ezcdc.instruments.latency.result.CpuBudget;
import dev.ezcdc.instruments.latency.result.LatencyStats;
import dev.ezcdc.instruments.report.Page;
import dev.ezcdc.instruments.report.StackedBars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Adds the results of bursts to the HTML report: throughput and CPU time. */
final class BurstReport {
    private final List<LatencyStats> medians;

    BurstReport(List<LatencyStats> medians) {
        this.medians = medians.stream().filter(stats -> stats.burstRows() > 0).toList();
    }

    void addTo(Page page) {
        if (medians.isEmpty()) {
            return;
        }
        page.addHeading(medians.get(0).burst().isBacklog() ? "Backlog" : "Bursts");
        page.addChart(
                new StackedBars(
                        "Rows per second",
                        false,
                        List.of("rows per second"),
                        rows(stats -> List.of(stats.rowsPerSecond())),
                        " rows/s"),
                medians.get(0).burst().isBacklog()
                        ? "Rows per second, from the first to the last decoded event. The connector was stopped while"
                                + " the rows were written."
                        : "Rows per second, from the burst's scheduled time to the last decoded event.");
        addCpuTime(page);
        addCode(page);
    }

    private void addCpuTime(Page page) {
        if (medians.stream().allMatch(stats -> stats.burst().cpuMicrosPerRow().isEmpty())) {
            return;
        }
        Map<String, Double> first = CpuBudget.of(medians.get(0).burst());
        boolean hasBudgets =
                medians.stream().noneMatch(stats -> CpuBudget.of(stats.burst()).isEmpty());
        List<String> parts = hasBudgets ? List.copyOf(first.keySet()) : processes();
        Function<LatencyStats, Map<String, Double>> values = hasBudgets
                ? stats -> CpuBudget.of(stats.burst())
                : stats -> stats.burst().cpuMicrosPerRow();
        page.addHeading("CPU time");
        page.addChart(
                new StackedBars(
                        "CPU time per row",
                        false,
                        parts,
                        rows(stats -> parts.stream()
                                .map(part -> values.apply(stats).getOrDefault(part, 0.0))
                                .toList()),
                        " µs"),
                "Microseconds of CPU time per row. All processes share the machine's cores, so their sum limits the"
                        + " rate: with two cores, 50 µs per row permit 40,000 rows per second.");
        List<String> head = new ArrayList<>(List.of("µs per row, by process and thread"));
        medians.forEach(stats -> head.add(stats.setup().label()));
        page.addNumberTable(head, table(stats -> stats.burst().cpuMicrosPerRow(), "%.1f", 0.05));
    }

    private void addCode(Page page) {
        if (medians.stream().allMatch(stats -> stats.burst().codeShares().isEmpty())) {
            return;
        }
        page.addHeading("CPU time by code");
        List<String> head = new ArrayList<>(List.of("share of a JVM's samples"));
        medians.forEach(stats -> head.add(stats.setup().label()));
        page.addNumberTable(head, table(stats -> percent(stats.burst().codeShares()), "%.0f%%", 1));
        page.addNote(
                "From Java Flight Recorder samples of a separate burst. They contain Java code only; the table above"
                        + " includes kernel, JIT compilers and garbage collector.");
    }

    private static Map<String, Double> percent(Map<String, Double> shares) {
        Map<String, Double> percent = new LinkedHashMap<>();
        shares.forEach((name, share) -> percent.put(name, share * 100));
        return percent;
    }

    private List<String> processes() {
        return medians.stream()
                .flatMap(stats -> stats.burst().cpuMicrosPerRow().keySet().stream())
                .filter(name -> !name.contains("/"))
                .distinct()
                .sorted()
                .toList();
    }

    private List<StackedBars.Row> rows(Function<LatencyStats, List<Double>> values) {
        return medians.stream()
                .map(stats -> new StackedBars.Row(stats.setup().label(), values.apply(stats)))
                .toList();
    }

    /** Returns a row for each name with a value of at least {@code min} in one of the setups. */
    private List<List<String>> table(Function<LatencyStats, Map<String, Double>> values, String format, double min) {
        return medians.stream()
                .flatMap(stats -> values.apply(stats).entrySet().stream())
                .filter(entry -> entry.getValue() >= min)
                .map(Map.Entry::getKey)
                .distinct()
                .sorted()
                .map(name -> {
                    List<String> row = new ArrayList<>(List.of(name.replace("/", ": ")));
                    medians.forEach(stats -> row.add(String.format(
                            Locale.ROOT, format, values.apply(stats).getOrDefault(name, 0.0))));
                    return List.copyOf(row);
                })
                .toList();
    }
}
