package dev.ezcdc.instruments.latency.report;

import dev.ezcdc.instruments.latency.result.CpuBudget;
import dev.ezcdc.instruments.latency.result.CpuPerRow;
import dev.ezcdc.instruments.latency.result.LatencyStats;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prints latency results to a terminal: 80 columns, with a small bar per hop. Not thread-safe. */
public final class LatencyTable {
    private static final int BAR_WIDTH = 20;
    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

    private final PrintWriter out;

    public LatencyTable(PrintWriter out) {
        this.out = out;
    }

    /** Prints the latencies of all setups, then the hops of each, then the bursts. */
    public void print(List<LatencyStats> medians) {
        if (medians.stream().anyMatch(LatencyStats::hasLatency)) {
            printLatency(medians);
            medians.forEach(this::printHops);
        }
        if (medians.stream().anyMatch(stats -> stats.burstRows() > 0)) {
            printBursts(medians);
        }
        out.flush();
    }

    private void printLatency(List<LatencyStats> medians) {
        out.println();
        printLine("%-32s %8s %8s %8s %8s %8s", "due → decoded, ms", "p50", "p90", "p99", "p99.9", "max");
        for (LatencyStats stats : medians) {
            Map<String, @Nullable Long> percentiles = stats.percentiles();
            printLine(
                    "%-32s %8s %8s %8s %8s %8s",
                    stats.setup().label(),
                    millis(percentiles.get("p50")),
                    millis(percentiles.get("p90")),
                    millis(percentiles.get("p99")),
                    millis(percentiles.get("p999")),
                    millis(stats.maxMicros()));
            printLine(
                    "  %d changes at %d/s, %d lost, %d duplicated%s",
                    stats.count(), stats.rate(), stats.lost(), stats.duplicated(), floors(stats));
            printSteadyLoad(stats);
        }
        out.println("  (–: too few changes. Below, budget is the mean over the tenth of all changes");
        out.println("  around the median, and slowest the mean over the slowest hundredth)");
    }

    /** Prints the achieved rate and the CPU time of the steady load, and whether it met its targets. */
    private void printSteadyLoad(LatencyStats stats) {
        printLine(
                "  %,d of %,d rows/s arrived; %d per transaction, %d connections",
                Math.round(stats.steady().rowsPerSecond()),
                stats.steady().load().rowsPerSecond(),
                stats.steady().load().rowsPerTransaction(),
                stats.steady().load().connections());
        CpuPerRow cpu = stats.steady().cpu();
        if (cpu.totalMicros() > 0) {
            printLine(
                    "  CPU time: %.1f us per row, %,d rows/s per core",
                    cpu.totalMicros(), Math.round(cpu.rowsPerSecondPerCore()));
            printCpuTime(cpu);
        }
        stats.steady()
                .load()
                .targets()
                .forEach((name, most) -> printLine(
                        "  target: %s at most %s ms: %s",
                        name, millis(most.toNanos() / 1_000), stats.meetsTarget(name) ? "met" : "missed"));
        if (stats.notWritten() > 0 || !stats.steady().isSustained()) {
            printLine("  the load was not sustained: %,d rows were not written in time", stats.notWritten());
        }
    }

    private static String floors(LatencyStats stats) {
        Double times = stats.floorRatio();
        return times == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        ";%n  %.1f × the floors: PostgreSQL %s (p99 %s) + Kafka %s (p99 %s)",
                        times,
                        millis(stats.postgresFloorMicros()),
                        millis(stats.postgresFloorP99Micros()),
                        millis(stats.kafkaFloorMicros()),
                        millis(stats.kafkaFloorP99Micros()));
    }

    private void printHops(LatencyStats stats) {
        out.println();
        printLine("%-32s %8s %8s %8s", stats.setup().label() + ": hops, ms", "p50", "slowest", "budget");
        long max = stats.budget().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(1);
        stats.hops().forEach((hop, micros) -> {
            long budget = Objects.requireNonNull(stats.budget().get(hop));
            Long slowest = stats.slowest().get(hop);
            printLine(
                    "  %-30s %8s %8s %8s  %s",
                    hop.label(), millis(micros), millis(slowest), millis(budget), bar(budget, max));
        });
        printLine(
                "  %-30s %8s  (return of the INSERT; not on the path)",
                "sent → returned", millis(stats.insertReturnedMicros()));
    }

    private void printBursts(List<LatencyStats> medians) {
        double max =
                medians.stream().mapToDouble(LatencyStats::rowsPerSecond).max().orElse(1);
        out.println();
        boolean isBacklog = medians.stream().anyMatch(stats -> stats.burst().isBacklog());
        printLine("%-32s %10s", isBacklog ? "backlog, first → last decoded" : "burst, due → decoded", "rows/s");
        for (LatencyStats stats : medians) {
            printLine(
                    "%-32s %10s  %s",
                    stats.setup().label(),
                    String.format(Locale.ROOT, "%,d", Math.round(stats.rowsPerSecond())),
                    bar(stats.rowsPerSecond(), max));
            printLine("  %,d rows, %d lost, %d duplicated", stats.burstRows(), stats.lost(), stats.duplicated());
            printCpuTime(stats);
            printCode(stats);
        }
    }

    /** Prints the CPU time per row, the largest values first. */
    private void printCpuTime(LatencyStats stats) {
        double total = stats.burst().totalCpuMicrosPerRow();
        if (total <= 0) {
            return;
        }
        double own = CpuBudget.ownMicros(stats.burst());
        printLine(
                "  CPU time: %.1f us per row, %,d rows/s per core%s",
                total,
                Math.round(stats.burst().rowsPerSecondPerCore()),
                own > 0 ? String.format(Locale.ROOT, "; ez-cdc's own code: %.1f us", own) : "");
        printCpuTime(new CpuPerRow(stats.burst().cpuMicrosPerRow()));
    }

    private void printCpuTime(CpuPerRow cpu) {
        double total = cpu.totalMicros();
        cpu.micros().entrySet().stream()
                .filter(entry -> entry.getKey().contains("/") && entry.getValue() >= total / 100)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(entry -> printLine(
                        "    %-48s %5.1f us  %3.0f %%",
                        entry.getKey().replace("/", ": "), entry.getValue(), entry.getValue() / total * 100));
    }

    /** Prints the kinds of code that the JVMs ran, the most frequent first. */
    private void printCode(LatencyStats stats) {
        if (stats.burst().codeShares().isEmpty()) {
            return;
        }
        printLine("  Java code, share of each process's samples:");
        stats.burst().codeShares().entrySet().stream()
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

    static String bar(double value, double max) {
        int eighths = max <= 0 ? 0 : (int) Math.round(Math.max(0, value) / max * BAR_WIDTH * 8);
        return "█".repeat(eighths / 8) + EIGHTHS[eighths % 8];
    }
}
