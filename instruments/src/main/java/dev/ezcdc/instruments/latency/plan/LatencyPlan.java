package dev.ezcdc.instruments.latency.plan;

import dev.ezcdc.loadgen.Burst;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The measurements under each setup.
 *
 * @param load the load of the steady phase; a rate of 0 to skip that phase
 * @param runDuration duration of the steady phase of a run
 * @param warmUp duration of the warm-up before the first run, whose rows are not counted
 * @param burst the bursts of each run; null to skip bursts
 * @param burstTransactionRows rows of each transaction of a burst; the last one can have fewer
 * @param isBacklog whether the connector is stopped while a burst is written, and then reads it
 * @param runs number of runs; the result is their median
 * @param measuresFloors whether PostgreSQL and Kafka are also measured alone
 * @param seed seed of the rows
 */
public record LatencyPlan(
        SteadyLoad load,
        Duration runDuration,
        Duration warmUp,
        @Nullable Burst burst,
        int burstTransactionRows,
        boolean isBacklog,
        int runs,
        boolean measuresFloors,
        long seed) {
    /** @throws IllegalArgumentException if a value is out of range, or there is neither a rate nor a burst */
    public LatencyPlan {
        if (load.rowsPerSecond() == 0 && burst == null) {
            throw new IllegalArgumentException("nothing to measure: give a positive --rate, a --burst or a --backlog");
        }
        if (burstTransactionRows < 1) {
            throw new IllegalArgumentException("--rows-per-transaction must be at least 1: " + burstTransactionRows);
        }
        if (runs < 1) {
            throw new IllegalArgumentException("--runs must be at least 1: " + runs);
        }
        if (runDuration.isNegative() || runDuration.isZero() || warmUp.isNegative()) {
            throw new IllegalArgumentException("--for must be positive, and --warm-up must not be negative");
        }
    }

    public boolean hasSteadyRate() {
        return load.rowsPerSecond() > 0;
    }

    /** Returns the rows per second of the steady phase, or 0. */
    public long rate() {
        return load.rowsPerSecond();
    }

    /** Returns the duration of each floor measurement. */
    public Duration floorDuration() {
        return runDuration.compareTo(Duration.ofSeconds(10)) < 0 ? runDuration : Duration.ofSeconds(10);
    }
}
