package dev.ezcdc.loadgen.cli;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.run.LoadGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/** Writes the latency distributions of a run, in microseconds, in the format of HdrHistogram's plotter. */
final class HistogramFiles {

    private static final double NANOS_PER_MICRO = 1_000;

    private HistogramFiles() {}

    /**
     * Writes {@code PREFIX-statement.hgrm} and {@code PREFIX-pacing.hgrm}, and replaces existing files.
     *
     * @throws LoadException if a file cannot be written
     */
    static void write(Path prefix, LoadGenerator generator) {
        write(Path.of(prefix + "-statement.hgrm"), generator.statementTimes());
        write(Path.of(prefix + "-pacing.hgrm"), generator.pacingTimes());
    }

    private static void write(Path file, Histogram histogram) {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            histogram.outputPercentileDistribution(out, NANOS_PER_MICRO);
        } catch (IOException e) {
            throw new LoadException(
                    "Cannot write " + file + ": " + e.getMessage() + "\nChoose another path with --hgrm.", e);
        }
    }
}
