package dev.ezcdc.benchmarks.report;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
import dev.ezcdc.benchmarks.run.NewSchemaBenchmark;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What the first messages of a new schema took together.
 *
 * @param messages how many
 * @param nanos time of all of them: the median of all iterations
 * @param spreadNanos half of what lies between the quartiles of the iterations
 */
public record NewSchemaCost(Contender contender, int messages, double nanos, double spreadNanos) {

    /** Who is measured: those to whom the first message of a schema is like any other. */
    public static final List<Contender> CONTENDERS =
            List.of(Contender.ezcdc, Contender.jacksonDatabind, Contender.jacksonTree);

    /** How many messages are measured together. */
    public static final List<Integer> MESSAGES = List.of(1, 2, 5, 10, 20);

    /** On what. */
    public static final Corpus CORPUS = Corpus.customerCreate;

    /** JMH's results of {@link NewSchemaBenchmark}. */
    public static List<NewSchemaCost> of(Collection<RunResult> results) {
        return results.stream()
                .map(NewSchemaCost::of)
                .sorted(Comparator.comparing(NewSchemaCost::contender).thenComparing(NewSchemaCost::messages))
                .toList();
    }

    private static NewSchemaCost of(RunResult result) {
        Statistics time = result.getPrimaryResult().getStatistics();
        return new NewSchemaCost(
                Contender.valueOf(result.getParams().getParam("contender")),
                Integer.parseInt(result.getParams().getParam("messages")),
                time.getPercentile(50),
                Measurement.spread(time));
    }

    /** What a contender took for so many messages, if that was measured. */
    static Optional<Double> nanos(List<NewSchemaCost> costs, Contender contender, int messages) {
        return costs.stream()
                .filter(cost -> cost.contender() == contender && cost.messages() == messages)
                .map(NewSchemaCost::nanos)
                .findFirst();
    }

    /** The least number of messages, of those measured, for which ezcdc took less than the other. */
    static Optional<Integer> wonBackAfter(List<NewSchemaCost> costs, Contender other) {
        return costs.stream()
                .filter(cost -> cost.contender() == Contender.ezcdc)
                .filter(cost -> nanos(costs, other, cost.messages())
                        .map(nanos -> cost.nanos() < nanos)
                        .orElse(false))
                .map(NewSchemaCost::messages)
                .findFirst();
    }
}
