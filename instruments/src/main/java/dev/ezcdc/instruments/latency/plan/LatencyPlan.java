package dev.ezcdc.instruments.latency.plan;

import dev.ezcdc.loadgen.Burst;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is measured under each setup.
 *
 * @param rate rows a second of the open loop; 0 for none
 * @param length how long a run at that rate lasts
 * @param warmUp how long rows are written at that rate, and not counted, before the first run
 * @param burst rows at once, and how many times in each run; null for none
 * @param runs how often it is all measured; the result is their median
 * @param floors whether PostgreSQL and Kafka are measured alone as well
 * @param seed of the rows
 */
public record LatencyPlan(
        long rate,
        Duration runDuration,
        Duration warmUp,
        @Nullable Burst burst,
        int runs,
        boolean measuresFloors,
        long seed) {
    /** @throws IllegalArgumentException if there is nothing to measure */
    public LatencyPlan {
        if (rate < 0 || (rate == 0 && burst == null)) {
            throw new IllegalArgumentException("a rate of at least one row a second, or a burst, is needed");
        }
        if (runs < 1) {
            throw new IllegalArgumentException("at least one run is needed, not " + runs);
        }
        if (runDuration.isNegative() || runDuration.isZero() || warmUp.isNegative()) {
            throw new IllegalArgumentException("a run lasts more than nothing, and a warm-up not less");
        }
    }

    public boolean hasSteadyRate() {
        return rate > 0;
    }

    /** How long each floor is measured. */
    public Duration floorDuration() {
        return runDuration.compareTo(Duration.ofSeconds(10)) < 0 ? runDuration : Duration.ofSeconds(10);
    }
}
