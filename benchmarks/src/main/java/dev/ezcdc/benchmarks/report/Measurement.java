package dev.ezcdc.benchmarks.report;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * The result of a contender on a corpus.
 *
 * @param nanos time per record: {@link #undisturbed} of all iterations
 * @param spreadNanos half of the interquartile range of the iterations
 * @param roundNanos the same for each round's iterations, in the order of the rounds
 * @param bytes memory allocated per record; null if it was not measured
 */
public record Measurement(
        Contender contender,
        Corpus corpus,
        double nanos,
        double spreadNanos,
        List<Double> roundNanos,
        @Nullable Double bytes) {

    /** The number of iterations that are measured in each round. */
    public static final int ITERATIONS = 50;

    public static final int ITERATION_MILLIS = 50;

    public Measurement {
        roundNanos = List.copyOf(roundNanos);
    }

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** Converts JMH's results of {@code DecodeBenchmark}. */
    public static List<Measurement> fromResults(Collection<RunResult> results) {
        return results.stream().map(Measurement::fromResult).toList();
    }

    private static Measurement fromResult(RunResult result) {
        Statistics time = result.getPrimaryResult().getStatistics();
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        return new Measurement(
                Contender.valueOf(result.getParams().getParam("contender")),
                Corpus.valueOf(result.getParams().getParam("corpus")),
                undisturbed(time),
                spread(time),
                result.getBenchmarkResults().stream()
                        .map(round -> undisturbed(round.getPrimaryResult().getStatistics()))
                        .toList(),
                allocated == null ? null : (Double) allocated.getScore());
    }

    /**
     * Returns the tenth percentile. Whatever else uses the processor, such as another machine on the same host, only adds
     * time, so many short iterations and their fast end are closest to a machine of one's own. The median of long
     * iterations differed by a factor of two between runs.
     */
    public static double undisturbed(Statistics iterations) {
        return iterations.getPercentile(10);
    }

    static double spread(Statistics iterations) {
        return (iterations.getPercentile(75) - iterations.getPercentile(25)) / 2;
    }
}
