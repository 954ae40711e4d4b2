package dev.ezcdc.instruments.latency.result;

import java.util.List;
import java.util.Map;

/**
 * The runs of one setup.
 *
 * @param runs runs in order; at least one
 * @param codeShares share of a JVM's samples by {@code process/kind of code}, from 0 to 1, in a separate burst; empty
 *     without bursts, or if the other JVMs cannot be sampled
 */
public record RunSeries(List<LatencyRun> runs, Map<String, Double> codeShares) {
    public RunSeries {
        runs = List.copyOf(runs);
        codeShares = Map.copyOf(codeShares);
    }
}
