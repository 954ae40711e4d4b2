package dev.ezcdc.benchmarks.run;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
import dev.ezcdc.benchmarks.report.Measurement;
import dev.ezcdc.benchmarks.report.NewSchemaCost;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A run of {@link DecodeBenchmark} and {@link NewSchemaBenchmark}.
 *
 * @param forks rounds, each with a new JVM for every contender and corpus; 0 measures in this JVM, whose call sites then
 *     see all contenders
 * @param quick whether to measure briefly
 * @param profileAllocation whether to measure the bytes allocated per record
 */
record DecodeRun(
        List<Contender> contenders, List<Corpus> corpora, int forks, boolean quick, boolean profileAllocation) {

    private static final int QUICK_ITERATIONS = 10;
    private static final int WARMUP_ITERATIONS = 10;
    private static final int ITERATION_MILLIS = 500;
    private static final int QUICK_ITERATION_MILLIS = 200;
    private static final int ITERATIONS_OF_NEW_SCHEMAS = 5;

    DecodeRun {
        contenders = List.copyOf(contenders);
        corpora = List.copyOf(corpora);
    }

    private int iterations() {
        return quick ? QUICK_ITERATIONS : Measurement.ITERATIONS;
    }

    /** Returns whether the run is too short, or not isolated enough, for its results to be quoted. */
    boolean isRough() {
        return quick || forks == 0;
    }

    /** Returns a description of JMH's settings. */
    String describeSettings() {
        return String.format(
                Locale.ROOT,
                "average time, %d round%s of all contenders in separate JVMs, %d × %d ms of warm-up, %d × %d ms measured, one thread, heap %s",
                forks,
                forks == 1 ? "" : "s",
                WARMUP_ITERATIONS,
                iterationMillis(),
                iterations(),
                Measurement.ITERATION_MILLIS,
                forks == 0 ? "unchanged" : "1 GiB");
    }

    /** Returns the contenders to measure on a corpus. */
    List<Contender> contendersFor(Corpus corpus) {
        return contenders.stream()
                .filter(contender -> contender.supports(corpus))
                .toList();
    }

    /**
     * Measures all contenders and blocks until it is done.
     *
     * @param progress receives JMH's progress
     * @throws RunnerException if a contender fails or another JMH process runs
     */
    Collection<RunResult> measure(PrintStream progress) throws RunnerException {
        List<RunResult> results = new ArrayList<>();
        for (Corpus corpus : corpora) {
            List<Contender> measured = contendersFor(corpus);
            if (!measured.isEmpty()) {
                ChainedOptionsBuilder options =
                        options(DecodeBenchmark.class, measured).param("corpus", corpus.name());
                options.measurementIterations(iterations())
                        .measurementTime(TimeValue.milliseconds(Measurement.ITERATION_MILLIS));
                if (profileAllocation) {
                    options.addProfiler(GCProfiler.class);
                }
                results.addAll(runRounds(options, progress));
            }
        }
        return results;
    }

    /**
     * Measures the first messages of new schemas and blocks until it is done. Returns no results if the contenders and
     * corpora exclude those of this benchmark.
     *
     * @throws RunnerException if a contender fails or another JMH process runs
     */
    Collection<RunResult> measureNewSchemas(PrintStream progress) throws RunnerException {
        List<Contender> measured =
                contenders.stream().filter(NewSchemaCost.CONTENDERS::contains).toList();
        if (measured.isEmpty() || !corpora.contains(NewSchemaCost.CORPUS)) {
            return List.of();
        }
        ChainedOptionsBuilder options = options(NewSchemaBenchmark.class, measured)
                .param("corpus", NewSchemaCost.CORPUS.name())
                .param(
                        "messages",
                        NewSchemaCost.MESSAGES.stream().map(String::valueOf).toArray(String[]::new));
        return runRounds(options, progress);
    }

    private ChainedOptionsBuilder options(Class<?> benchmark, List<Contender> measured) {
        TimeValue time = TimeValue.milliseconds(iterationMillis());
        return new OptionsBuilder()
                .include("^\\Q" + benchmark.getName() + "\\E\\.")
                .param("contender", names(measured))
                .forks(Math.min(forks, 1))
                .warmupIterations(WARMUP_ITERATIONS)
                .warmupTime(time)
                .measurementIterations(ITERATIONS_OF_NEW_SCHEMAS)
                .measurementTime(time)
                .shouldFailOnError(true);
    }

    /**
     * Runs all contenders in turn and repeats that with new JVMs, so that a disturbance of a minute or two affects all of
     * them rather than one.
     */
    private Collection<RunResult> runRounds(ChainedOptionsBuilder options, PrintStream progress)
            throws RunnerException {
        Map<String, RunResult> results = new LinkedHashMap<>();
        for (int round = 0; round < Math.max(forks, 1); round++) {
            Runner runner =
                    new Runner(options.build(), OutputFormatFactory.createFormatInstance(progress, VerboseMode.NORMAL));
            for (RunResult result : runner.run()) {
                results.merge(result.getParams().id(), result, DecodeRun::combine);
            }
        }
        return results.values();
    }

    private static RunResult combine(RunResult one, RunResult other) {
        List<BenchmarkResult> results = new ArrayList<>(one.getBenchmarkResults());
        results.addAll(other.getBenchmarkResults());
        return new RunResult(one.getParams(), results);
    }

    private int iterationMillis() {
        return quick ? QUICK_ITERATION_MILLIS : ITERATION_MILLIS;
    }

    private static String[] names(List<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).toArray(String[]::new);
    }
}
