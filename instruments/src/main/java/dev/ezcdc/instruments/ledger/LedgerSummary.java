package dev.ezcdc.instruments.ledger;

import org.HdrHistogram.Histogram;

/**
 * The result of a reconciliation.
 *
 * @param inserted committed inserts
 * @param updated committed updates
 * @param deleted committed deletes
 * @param matched committed changes whose event arrived in order and with the same row images
 * @param lost committed changes without an event
 * @param duplicated redelivered events
 * @param mismatched events that arrived in another order, or with other row images, than committed
 * @param inDoubt changes whose commit is in doubt
 * @param unknown events without a known commit: changes by another client, or invented ones
 * @param latency time from a change's scheduled time to the handling of its event, in nanoseconds
 */
public record LedgerSummary(
        long inserted,
        long updated,
        long deleted,
        long matched,
        long lost,
        long duplicated,
        long mismatched,
        long inDoubt,
        long unknown,
        Histogram latency) {

    /** Returns whether every committed change arrived, in order and with the same row images. */
    public boolean isComplete() {
        return lost == 0 && mismatched == 0;
    }

    /** Returns the latency in microseconds at a percentile from 0 to 100, or 0 if nothing arrived. */
    public long latencyMicros(double percentile) {
        return latency.getTotalCount() == 0 ? 0 : latency.getValueAtPercentile(percentile) / 1_000;
    }

    /** Returns the maximum latency in microseconds, or 0 if nothing arrived. */
    public long maxLatencyMicros() {
        return latency.getTotalCount() == 0 ? 0 : latency.getMaxValue() / 1_000;
    }
}
