package dev.ezcdc.instruments.latency.hop;

import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * Times in nanoseconds, each value once as it was measured: nothing is corrected or made up.
 *
 * <p>Not thread-safe.
 */
public final class LatencyDistribution {
    /** So many values must lie beyond a percentile for it to be told. */
    private static final int MIN_VALUES_BEYOND = 10;

    private static final long MAX_NANOS = 3_600_000_000_000L;

    private final Histogram histogram = new Histogram(MAX_NANOS, 3);

    public void add(long nanos) {
        histogram.recordValue(Math.max(0, Math.min(MAX_NANOS, nanos)));
    }

    public void add(LatencyDistribution other) {
        histogram.add(other.histogram);
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /** In microseconds; empty if the count does not carry it: the 99.9th takes ten thousand values. */
    public OptionalLong percentileMicros(double percentile) {
        boolean carried = count() * (100 - percentile) / 100 >= MIN_VALUES_BEYOND - 1e-6;
        return carried
                ? OptionalLong.of(Math.round(histogram.getValueAtPercentile(percentile) / 1e3))
                : OptionalLong.empty();
    }

    /** The median in microseconds, of however few; 0 of none. */
    public long medianMicros() {
        return count() == 0 ? 0 : Math.round(histogram.getValueAtPercentile(50) / 1e3);
    }

    /** The largest in microseconds; 0 of none. */
    public long maxMicros() {
        return count() == 0 ? 0 : Math.round(histogram.getMaxValue() / 1e3);
    }

    public double meanMicros() {
        return count() == 0 ? 0 : histogram.getMean() / 1e3;
    }

    /** The values themselves, for files and curves. */
    public Histogram histogram() {
        return histogram;
    }
}
