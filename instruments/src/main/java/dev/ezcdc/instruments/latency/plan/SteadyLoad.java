package dev.ezcdc.instruments.latency.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A steady load, and the latency that it should have.
 *
 * @param rowsPerSecond rows per second; 0 for no steady load
 * @param rowsPerTransaction rows that are due at the same time and committed together
 * @param connections connections that write the transactions in turn, each at its own scheduled times
 * @param targets largest acceptable value of percentiles by name: p50, p90, p99 or p999; empty for no targets
 */
public record SteadyLoad(long rowsPerSecond, int rowsPerTransaction, int connections, Map<String, Duration> targets) {

    private static final List<String> TARGET_NAMES = List.of("p50", "p90", "p99", "p999");

    /** @throws IllegalArgumentException if a value is out of range, or a target's name is unknown */
    public SteadyLoad {
        if (rowsPerSecond < 0) {
            throw new IllegalArgumentException("--rate must not be negative: " + rowsPerSecond);
        }
        if (rowsPerTransaction < 1 || rowsPerTransaction > 100_000) {
            throw new IllegalArgumentException(
                    "--rows-per-transaction must be from 1 to 100000: " + rowsPerTransaction);
        }
        if (connections < 1 || connections > 1_000) {
            throw new IllegalArgumentException("--connections must be from 1 to 1000: " + connections);
        }
        for (String name : targets.keySet()) {
            if (!TARGET_NAMES.contains(name)) {
                throw new IllegalArgumentException("--target must be one of " + TARGET_NAMES + ", not " + name);
            }
        }
        if (rowsPerSecond == 0 && !targets.isEmpty()) {
            throw new IllegalArgumentException("--target requires a --rate");
        }
        targets = new TreeMap<>(targets);
    }
}
