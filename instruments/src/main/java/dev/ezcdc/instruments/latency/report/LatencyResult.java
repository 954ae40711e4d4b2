package dev.ezcdc.instruments.latency.report;

import dev.ezcdc.instruments.latency.hop.LatencyDistribution;
import dev.ezcdc.instruments.latency.result.Floors;
import dev.ezcdc.instruments.latency.result.LatencyRun;
import dev.ezcdc.instruments.latency.result.LatencyStats;
import dev.ezcdc.instruments.latency.result.RunSeries;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The results measured so far, by setup. Not thread-safe. */
public final class LatencyResult {
    private final List<List<LatencyRun>> setups = new ArrayList<>();
    private final List<LatencyStats> medians = new ArrayList<>();

    /** Adds the runs of one setup. */
    public void add(RunSeries series) {
        setups.add(series.runs());
        medians.add(
                LatencyStats.median(series.runs().stream().map(LatencyStats::of).toList())
                        .withCodeShares(series.codeShares()));
    }

    /** Returns whether no setup was added yet. */
    public boolean isEmpty() {
        return setups.isEmpty();
    }

    /** Returns the statistics of a run. */
    public LatencyStats stats(LatencyRun run) {
        return LatencyStats.of(run);
    }

    /** Returns the medians of the setup that was added last. */
    public LatencyStats lastMedian() {
        return medians.get(medians.size() - 1);
    }

    /** Returns whether no committed row was lost. */
    public boolean isLossless() {
        return medians.stream().allMatch(stats -> stats.lost() == 0);
    }

    /** Returns whether every setup met its targets. */
    public boolean meetsTargets() {
        return medians.stream().allMatch(LatencyStats::meetsTargets);
    }

    /** Prints the results as a table. */
    public void print(PrintWriter out) {
        new LatencyTable(out).print(medians);
    }

    /** Writes {@code report.html}, and an {@code .hgrm} file per run and floor. */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        new LatencyReport(setups, medians).build().write(directory.resolve("report.html"));
        for (List<LatencyRun> runs : setups) {
            for (LatencyRun run : runs) {
                String name = run.setup().label().replaceAll("[^A-Za-z0-9.=-]+", "-");
                writeHistogram(
                        directory.resolve(name + "-run" + run.number() + ".hgrm"),
                        run.mainPhase().total());
                Floors floors = run.floors();
                if (floors != null && run.number() == 1) {
                    writeHistogram(directory.resolve(name + "-floor-postgres.hgrm"), floors.postgres());
                    writeHistogram(directory.resolve(name + "-floor-kafka.hgrm"), floors.kafka());
                }
            }
        }
    }

    /** Writes microseconds in the format of HdrHistogram's plotter. */
    private static void writeHistogram(Path file, LatencyDistribution distribution) throws IOException {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            distribution.histogram().outputPercentileDistribution(out, 1_000.0);
        }
    }
}
