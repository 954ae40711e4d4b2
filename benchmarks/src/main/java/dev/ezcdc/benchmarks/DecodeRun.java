package dev.ezcdc.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
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
 * @param forks JVMs for each contender and corpus; 0 means this very one, whose call sites then have seen them all
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
                "average time, %d fork%s, %d × %d ms of warm-up, %d × %d ms measured, one thread, heap %s",
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
        Map<List<Contender>, List<Corpus>> groups = new LinkedHashMap<>();
        for (Corpus corpus : corpora) {
            groups.computeIfAbsent(taking(corpus), group -> new ArrayList<>()).add(corpus);
        }
        List<RunResult> results = new ArrayList<>();
        for (Map.Entry<List<Contender>, List<Corpus>> group : groups.entrySet()) {
            if (!group.getKey().isEmpty()) {
                ChainedOptionsBuilder options =
                        options(DecodeBenchmark.class, group.getKey()).param("corpus", names(group.getValue()));
                if (allocation) {
                    options.addProfiler(GCProfiler.class);
                }
                results.addAll(run(options, progress));
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
        return run(options, progress);
    }

    private ChainedOptionsBuilder options(Class<?> benchmark, List<Contender> taking) {
        TimeValue time = TimeValue.milliseconds(millis());
        return new OptionsBuilder()
                .include("^\\Q" + benchmark.getName() + "\\E\\.")
                .param("contender", names(taking))
                .forks(forks)
                .warmupIterations(WARMUPS)
                .warmupTime(time)
                .measurementIterations(ITERATIONS)
                .measurementTime(time)
                .shouldFailOnError(true);
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options, PrintStream progress)
            throws RunnerException {
        return new Runner(options.build(), OutputFormatFactory.createFormatInstance(progress, VerboseMode.NORMAL))
                .run();
    }

    private int millis() {
        return quick ? QUICK_MILLIS : MILLIS;
    }

    private static String[] names(List<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).toArray(String[]::new);
    }
}
