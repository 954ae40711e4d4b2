package dev.ezcdc.instruments.ledger;

import org.HdrHistogram.Histogram;

/**
 * How an account stands.
 *
 * @param inserted rows inserted for certain; {@code updated} and {@code deleted} likewise
 * @param matched committed changes whose event arrived, in order and with the same images
 * @param lost committed changes without an event
 * @param duplicated events that came again
 * @param mismatched events that came in another order or with other images than what was committed
 * @param inDoubt changes of which it is not known whether they were committed
 * @param unknown events of which no commit is known: somebody else's rows, or invented
 * @param latency from a change's due time to its event being handled, in nanoseconds
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

    /** Whether every committed change arrived as it was made. */
    public boolean isComplete() {
        return lost == 0 && mismatched == 0;
    }

    /** Latency in microseconds at a percentile from 0 to 100; 0 if nothing arrived. */
    public long latencyMicros(double percentile) {
        return latency.getTotalCount() == 0 ? 0 : latency.getValueAtPercentile(percentile) / 1_000;
    }

    /** The largest latency in microseconds; 0 if nothing arrived. */
    public long maxLatencyMicros() {
        return latency.getTotalCount() == 0 ? 0 : latency.getMaxValue() / 1_000;
    }
}
