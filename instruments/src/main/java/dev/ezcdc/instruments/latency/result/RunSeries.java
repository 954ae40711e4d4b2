package dev.ezcdc.instruments.latency.result;

import java.util.List;
import java.util.Map;

/**
 * One setup's runs.
 *
 * @param runs at least one
 * @param code which code ran in a burst of its own: each kind's share of a JVM's samples, by {@code process/kind}; empty
 *     without bursts, or where other JVMs cannot be looked at
 */
public record RunSeries(List<LatencyRun> runs, Map<String, Double> codeShares) {
    public RunSeries {
        runs = List.copyOf(runs);
        codeShares = Map.copyOf(codeShares);
    }
}
