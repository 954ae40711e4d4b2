package dev.ezcdc.instruments.latency.report;

import dev.ezcdc.instruments.latency.result.LatencyStats;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The result for a terminal: 80 columns, a small bar for each hop. */
public final class LatencyTable {
    private static final int BAR_WIDTH = 20;
    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

    private final PrintWriter out;

    public LatencyTable(PrintWriter out) {
        this.out = out;
    }

    /** All setups beside each other, then each one's hops. */
    public void print(List<LatencyStats> medians) {
        if (medians.stream().anyMatch(LatencyStats::hasLatency)) {
            printLatency(medians);
            medians.forEach(this::printHops);
        }
        if (medians.stream().anyMatch(figures -> figures.burstRows() > 0)) {
            printBursts(medians);
        }
        out.flush();
    }

    private void printLatency(List<LatencyStats> medians) {
        out.println();
        printLine("%-32s %8s %8s %8s %8s %8s", "due → decoded, ms", "p50", "p90", "p99", "p99.9", "max");
        for (LatencyStats figures : medians) {
            Map<String, @Nullable Long> percentiles = figures.percentiles();
            printLine(
                    "%-32s %8s %8s %8s %8s %8s",
                    figures.setup().label(),
                    millis(percentiles.get("p50")),
                    millis(percentiles.get("p90")),
                    millis(percentiles.get("p99")),
                    millis(percentiles.get("p999")),
                    millis(figures.maxMicros()));
            printLine(
                    "  %d changes at %d/s, %d lost, %d duplicated%s",
                    figures.count(), figures.rate(), figures.lost(), figures.duplicated(), floors(figures));
        }
        out.println("  (–: there are too few changes to tell. Below, budget is the mean of the tenth");
        out.println("  around the median, slowest that of the slowest hundredth)");
    }

    private static String floors(LatencyStats figures) {
        Double times = figures.floorRatio();
        return times == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        ";%n  %.1f × its floors: PostgreSQL %s (p99 %s) + Kafka %s (p99 %s)",
                        times,
                        millis(figures.postgresFloorMicros()),
                        millis(figures.postgresFloorP99Micros()),
                        millis(figures.kafkaFloorMicros()),
                        millis(figures.kafkaFloorP99Micros()));
    }

    private void printHops(LatencyStats figures) {
        out.println();
        printLine("%-32s %8s %8s %8s", figures.setup().label() + ": hops, ms", "p50", "slowest", "budget");
        long most = figures.budget().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(1);
        figures.hops().forEach((hop, micros) -> {
            long budget = Objects.requireNonNull(figures.budget().get(hop));
            Long slowest = figures.slowest().get(hop);
            printLine(
                    "  %-30s %8s %8s %8s  %s",
                    hop.label(), millis(micros), millis(slowest), millis(budget), bar(budget, most));
        });
        printLine("  %-30s %8s  (aside: the INSERT's own return)", "sent → returned", millis(figures.insertReturnedMicros()));
    }

    private void printBursts(List<LatencyStats> medians) {
        double most =
                medians.stream().mapToDouble(LatencyStats::rowsPerSecond).max().orElse(1);
        out.println();
        printLine("%-32s %10s", "a burst, drained to decoded", "rows/s");
        for (LatencyStats figures : medians) {
            printLine(
                    "%-32s %10s  %s",
                    figures.setup().label(),
                    String.format(Locale.ROOT, "%,d", Math.round(figures.rowsPerSecond())),
                    bar(figures.rowsPerSecond(), most));
            printLine("  %,d rows, %d lost, %d duplicated", figures.burstRows(), figures.lost(), figures.duplicated());
            printCpuTime(figures);
            printCode(figures);
        }
    }

    /** Where the processor time of a row went, the largest first. */
    private void printCpuTime(LatencyStats figures) {
        double all = figures.burst().cpuMicrosPerRow().entrySet().stream()
                .filter(entry -> !entry.getKey().contains("/"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        if (all <= 0) {
            return;
        }
        printLine("  processor time: %.1f us a row", all);
        figures.burst().cpuMicrosPerRow().entrySet().stream()
                .filter(entry -> entry.getKey().contains("/") && entry.getValue() >= all / 100)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(entry -> printLine(
                        "    %-48s %5.1f us  %3.0f %%",
                        entry.getKey().replace("/", ": "), entry.getValue(), entry.getValue() / all * 100));
    }

    /** Which code the JVMs ran, the most first. */
    private void printCode(LatencyStats figures) {
        if (figures.burst().codeShares().isEmpty()) {
            return;
        }
        printLine("  Java code, of each process's samples:");
        figures.burst().codeShares().entrySet().stream()
                .filter(entry -> entry.getValue() >= 0.02)
                .sorted(Comparator.comparing((Map.Entry<String, Double> entry) -> process(entry.getKey()))
                        .thenComparing(
                                Map.Entry.<String, Double>comparingByValue().reversed()))
                .forEach(entry ->
                        printLine("    %-56s  %3.0f %%", entry.getKey().replace("/", ": "), entry.getValue() * 100));
    }

    private static String process(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    private void printLine(String format, @Nullable Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }

    private static String millis(@Nullable Long micros) {
        if (micros == null) {
            return "–";
        }
        double millis = micros / 1e3;
        return String.format(Locale.ROOT, millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%.0f", millis);
    }

    static String bar(double value, double most) {
        int eighths = most <= 0 ? 0 : (int) Math.round(Math.max(0, value) / most * BAR_WIDTH * 8);
        return "█".repeat(eighths / 8) + EIGHTHS[eighths % 8];
    }
}
