package dev.ezcdc.instruments.latency.result;

import dev.ezcdc.instruments.latency.hop.LatencyDistribution;

/**
 * The latencies of PostgreSQL and Kafka alone: lower bounds for the pipeline.
 *
 * @param postgres from a row's scheduled time to its arrival at a separate replication slot
 * @param kafka from a record's scheduled time to the return of the poll that fetched it
 */
public record Floors(LatencyDistribution postgres, LatencyDistribution kafka) {
    /** Returns the sum of both medians in microseconds. */
    public long medianMicros() {
        return postgres.medianMicros() + kafka.medianMicros();
    }
}
