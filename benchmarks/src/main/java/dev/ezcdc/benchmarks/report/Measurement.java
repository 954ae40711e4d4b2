package dev.ezcdc.benchmarks.report;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
import dev.ezcdc.benchmarks.run.DecodeBenchmark;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What a contender took for a corpus.
 *
 * @param nanos time of one record: the median of all iterations
 * @param spreadNanos half of what lies between the quartiles of the iterations
 * @param bytes memory allocated for one record; null where it was not measured
 */
public record Measurement(
        Contender contender,
        Corpus corpus,
        double nanos,
        double spreadNanos,
        @Nullable Double bytes) {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** JMH's results of {@link DecodeBenchmark}. */
    public static List<Measurement> of(Collection<RunResult> results) {
        return results.stream().map(Measurement::of).toList();
    }

    private static Measurement of(RunResult result) {
        Statistics time = result.getPrimaryResult().getStatistics();
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        return new Measurement(
                Contender.valueOf(result.getParams().getParam("contender")),
                Corpus.valueOf(result.getParams().getParam("corpus")),
                time.getPercentile(50),
                spread(time),
                allocated == null ? null : (Double) allocated.getScore());
    }

    static double spread(Statistics iterations) {
        return (iterations.getPercentile(75) - iterations.getPercentile(25)) / 2;
    }
}
