package dev.ezcdc.benchmarks;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What a contender took for a corpus.
 *
 * @param nanos mean time of one record
 * @param errorNanos half the width of the 99.9 % confidence interval; null where there were too few samples for one
 * @param bytes memory allocated for one record; null where it was not measured
 */
record Measurement(
        Contender contender,
        Corpus corpus,
        double nanos,
        @Nullable Double errorNanos,
        @Nullable Double bytes) {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** JMH's results of {@link DecodeBenchmark}. */
    static List<Measurement> of(Collection<RunResult> results) {
        return results.stream().map(Measurement::of).toList();
    }

    private static Measurement of(RunResult result) {
        Result<?> time = result.getPrimaryResult();
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        return new Measurement(
                Contender.valueOf(result.getParams().getParam("contender")),
                Corpus.valueOf(result.getParams().getParam("corpus")),
                time.getScore(),
                Double.isNaN(time.getScoreError()) ? null : (Double) time.getScoreError(),
                allocated == null ? null : (Double) allocated.getScore());
    }
}
