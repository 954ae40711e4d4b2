package dev.ezcdc.benchmarks.run;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
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
 * @param forks rounds, with a JVM for each contender and corpus in each; 0 means this very one, whose call sites then have seen them all
 * @param quick whether to measure shortly, for a look
 */
record DecodeRun(List<Contender> contenders, List<Corpus> corpora, int forks, boolean quick, boolean allocation) {

    private static final int WARMUPS = 10;
    private static final int ITERATIONS = 5;
    private static final int MILLIS = 500;
    private static final int QUICK_MILLIS = 200;

    DecodeRun {
        contenders = List.copyOf(contenders);
        corpora = List.copyOf(corpora);
    }

    /** Whether it is too short, or too little apart, for figures to be quoted. */
    boolean rough() {
        return quick || forks == 0;
    }

    /** How it measures, in words. */
    String settings() {
        return String.format(
                Locale.ROOT,
                "average time, %d round%s of all contenders in JVMs of their own, %d × %d ms of warm-up, %d × %d ms measured, one thread, heap %s",
                forks,
                forks == 1 ? "" : "s",
                WARMUPS,
                millis(),
                ITERATIONS,
                millis(),
                forks == 0 ? "as it was" : "1 GiB");
    }

    /** Who is measured on a corpus. */
    List<Contender> taking(Corpus corpus) {
        return contenders.stream()
                .filter(contender -> contender.takesPart(corpus))
                .toList();
    }

    /**
     * Measures; blocks until it is done.
     *
     * @param progress where JMH tells of its progress
     * @throws RunnerException if a contender fails, or another JMH is at work
     */
    Collection<RunResult> measure(PrintStream progress) throws RunnerException {
        List<RunResult> results = new ArrayList<>();
        for (Corpus corpus : corpora) {
            List<Contender> taking = taking(corpus);
            if (!taking.isEmpty()) {
                ChainedOptionsBuilder options =
                        options(DecodeBenchmark.class, taking).param("corpus", corpus.name());
                if (allocation) {
                    options.addProfiler(GCProfiler.class);
                }
                results.addAll(rounds(options, progress));
            }
        }
        return results;
    }

    /**
     * Measures the first messages of new schemas, if those that it is about are among the contenders and corpora; blocks
     * until it is done.
     *
     * @throws RunnerException as above
     */
    Collection<RunResult> measureNewSchemas(PrintStream progress) throws RunnerException {
        List<Contender> taking =
                contenders.stream().filter(NewSchemaCost.CONTENDERS::contains).toList();
        if (taking.isEmpty() || !corpora.contains(NewSchemaCost.CORPUS)) {
            return List.of();
        }
        ChainedOptionsBuilder options = options(NewSchemaBenchmark.class, taking)
                .param("corpus", NewSchemaCost.CORPUS.name())
                .param(
                        "messages",
                        NewSchemaCost.MESSAGES.stream().map(String::valueOf).toArray(String[]::new));
        return rounds(options, progress);
    }

    private ChainedOptionsBuilder options(Class<?> benchmark, List<Contender> taking) {
        TimeValue time = TimeValue.milliseconds(millis());
        return new OptionsBuilder()
                .include("^\\Q" + benchmark.getName() + "\\E\\.")
                .param("contender", names(taking))
                .forks(Math.min(forks, 1))
                .warmupIterations(WARMUPS)
                .warmupTime(time)
                .measurementIterations(ITERATIONS)
                .measurementTime(time)
                .shouldFailOnError(true);
    }

    /**
     * All contenders in turn, and again with new JVMs: what a machine does besides, for a minute or two, then meets all of
     * them rather than one.
     */
    private Collection<RunResult> rounds(ChainedOptionsBuilder options, PrintStream progress) throws RunnerException {
        Map<String, RunResult> results = new LinkedHashMap<>();
        for (int round = 0; round < Math.max(forks, 1); round++) {
            Runner runner =
                    new Runner(options.build(), OutputFormatFactory.createFormatInstance(progress, VerboseMode.NORMAL));
            for (RunResult result : runner.run()) {
                results.merge(result.getParams().id(), result, DecodeRun::together);
            }
        }
        return results.values();
    }

    private static RunResult together(RunResult one, RunResult other) {
        List<BenchmarkResult> results = new ArrayList<>(one.getBenchmarkResults());
        results.addAll(other.getBenchmarkResults());
        return new RunResult(one.getParams(), results);
    }

    private int millis() {
        return quick ? QUICK_MILLIS : MILLIS;
    }

    private static String[] names(List<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).toArray(String[]::new);
    }
}
