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

/** The page's part about bursts: how quickly they drain, and where the processor time goes. */
final class BurstReport {
    private final List<LatencyStats> medians;

    BurstReport(List<LatencyStats> medians) {
        this.medians =
                medians.stream().filter(figures -> figures.burstRows() > 0).toList();
    }

    void addTo(Page page) {
        if (medians.isEmpty()) {
            return;
        }
        page.addHeading("A burst, drained");
        page.addChart(
                new StackedBars(
                        "Rows a second",
                        false,
                        List.of("rows a second"),
                        rows(figures -> List.of(figures.rowsPerSecond())),
                        " rows/s"),
                "From the burst's due time to the last decoded event.");
        addCpuTime(page);
        addCode(page);
    }

    private void addCpuTime(Page page) {
        if (medians.stream()
                .allMatch(figures -> figures.burst().cpuMicrosPerRow().isEmpty())) {
            return;
        }
        Map<String, Double> first = CpuBudget.of(medians.get(0).burst());
        boolean whole = medians.stream()
                .noneMatch(figures -> CpuBudget.of(figures.burst()).isEmpty());
        List<String> parts = whole ? List.copyOf(first.keySet()) : processes();
        Function<LatencyStats, Map<String, Double>> values = whole
                ? figures -> CpuBudget.of(figures.burst())
                : figures -> figures.burst().cpuMicrosPerRow();
        page.addHeading("Where the processor time goes");
        page.addChart(
                new StackedBars(
                        "Processor time a row",
                        false,
                        parts,
                        rows(figures -> parts.stream()
                                .map(part -> values.apply(figures).getOrDefault(part, 0.0))
                                .toList()),
                        " µs"),
                "Microseconds of processor time a row. All processes share the machine's cores, so their sum bounds the"
                        + " rate: with two cores 50 µs are 40,000 rows a second.");
        List<String> head = new ArrayList<>(List.of("µs a row, by process and thread"));
        medians.forEach(figures -> head.add(figures.setup().label()));
        page.addNumberTable(head, table(figures -> figures.burst().cpuMicrosPerRow(), "%.1f", 0.05));
    }

    private void addCode(Page page) {
        if (medians.stream().allMatch(figures -> figures.burst().codeShares().isEmpty())) {
            return;
        }
        page.addHeading("Which code runs");
        List<String> head = new ArrayList<>(List.of("share of a JVM's samples"));
        medians.forEach(figures -> head.add(figures.setup().label()));
        page.addNumberTable(head, table(figures -> percent(figures.burst().codeShares()), "%.0f%%", 1));
        page.addNote("From Java Flight Recorder's samples in a burst of its own. It sees Java code; what the kernel,"
                + " compilers and the collector take stands in the table above.");
    }

    private static Map<String, Double> percent(Map<String, Double> shares) {
        Map<String, Double> percent = new LinkedHashMap<>();
        shares.forEach((name, share) -> percent.put(name, share * 100));
        return percent;
    }

    private List<String> processes() {
        return medians.stream()
                .flatMap(figures -> figures.burst().cpuMicrosPerRow().keySet().stream())
                .filter(name -> !name.contains("/"))
                .distinct()
                .sorted()
                .toList();
    }

    private List<StackedBars.Row> rows(Function<LatencyStats, List<Double>> values) {
        return medians.stream()
                .map(figures -> new StackedBars.Row(figures.setup().label(), values.apply(figures)))
                .toList();
    }

    /** A row for each name whose value is at least {@code least} somewhere. */
    private List<List<String>> table(Function<LatencyStats, Map<String, Double>> values, String format, double least) {
        return medians.stream()
                .flatMap(figures -> values.apply(figures).entrySet().stream())
                .filter(entry -> entry.getValue() >= least)
                .map(Map.Entry::getKey)
                .distinct()
                .sorted()
                .map(name -> {
                    List<String> row = new ArrayList<>(List.of(name.replace("/", ": ")));
                    medians.forEach(figures -> row.add(String.format(
                            Locale.ROOT, format, values.apply(figures).getOrDefault(name, 0.0))));
                    return List.copyOf(row);
                })
                .toList();
    }
}
