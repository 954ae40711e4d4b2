package dev.ezcdc.benchmarks.report;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * The total time of the first messages of a new schema.
 *
 * @param messages number of messages
 * @param nanos time of all messages: the median of all iterations
 * @param spreadNanos half of the interquartile range of the iterations
 */
public record NewSchemaCost(Contender contender, int messages, double findNanos, double spreadNanos) {

    /** The measured contenders: ezcdc, and those for which the first message of a schema is like any other. */
    public static final List<Contender> CONTENDERS =
            List.of(Contender.ezcdc, Contender.jacksonDatabind, Contender.jacksonTree);

    /** The numbers of messages measured together. */
    public static final List<Integer> MESSAGES = List.of(1, 2, 5, 10, 20);

    public static final Corpus CORPUS = Corpus.customerCreate;

    /** Converts JMH's results of {@code NewSchemaBenchmark}. */
    public static List<NewSchemaCost> fromResults(Collection<RunResult> results) {
        return results.stream()
                .map(NewSchemaCost::fromResult)
                .sorted(Comparator.comparing(NewSchemaCost::contender).thenComparing(NewSchemaCost::messages))
                .toList();
    }

    private static NewSchemaCost fromResult(RunResult result) {
        Statistics time = result.getPrimaryResult().getStatistics();
        return new NewSchemaCost(
                Contender.valueOf(result.getParams().getParam("contender")),
                Integer.parseInt(result.getParams().getParam("messages")),
                time.getPercentile(50),
                Measurement.spread(time));
    }

    /** Returns the time of a contender for a number of messages, if it was measured. */
    static Optional<Double> findNanos(List<NewSchemaCost> costs, Contender contender, int messages) {
        return costs.stream()
                .filter(cost -> cost.contender() == contender && cost.messages() == messages)
                .map(NewSchemaCost::findNanos)
                .findFirst();
    }

    /** Returns the smallest measured number of messages for which ezcdc was faster than the other contender. */
    static Optional<Integer> findBreakEven(List<NewSchemaCost> costs, Contender other) {
        return costs.stream()
                .filter(cost -> cost.contender() == Contender.ezcdc)
                .filter(cost -> findNanos(costs, other, cost.messages())
                        .map(nanos -> cost.findNanos() < nanos)
                        .orElse(false))
                .map(NewSchemaCost::messages)
                .findFirst();
    }
}
