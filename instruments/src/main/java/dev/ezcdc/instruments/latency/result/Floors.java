package dev.ezcdc.instruments.latency.result;

import dev.ezcdc.instruments.latency.hop.LatencyDistribution;

/**
 * What the pipeline could reach at best, each part alone on the machine.
 *
 * @param postgres from a row's due time to its arrival at a replication slot of our own
 * @param kafka from a record's due time to the return of the poll that brought it; a record of the same size
 */
public record Floors(LatencyDistribution postgres, LatencyDistribution kafka) {
    /** The sum of both medians in microseconds. */
    public long medianMicros() {
        return postgres.medianMicros() + kafka.medianMicros();
    }
}
