package dev.ezcdc.instruments.latency.hop;

import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * A distribution of times in nanoseconds. Values are not corrected. Not thread-safe.
 */
public final class LatencyDistribution {
    /** Number of values that must lie beyond a percentile for it to be reported. */
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

    /**
     * Returns a percentile in microseconds, or empty if there are too few values. The 99.9th percentile requires ten
     * thousand.
     */
    public OptionalLong percentileMicros(double percentile) {
        boolean enoughValues = count() * (100 - percentile) / 100 >= MIN_VALUES_BEYOND - 1e-6;
        return enoughValues
                ? OptionalLong.of(Math.round(histogram.getValueAtPercentile(percentile) / 1e3))
                : OptionalLong.empty();
    }

    /** Returns the median in microseconds, however few values there are, or 0 if there are none. */
    public long medianMicros() {
        return count() == 0 ? 0 : Math.round(histogram.getValueAtPercentile(50) / 1e3);
    }

    /** Returns the maximum in microseconds, or 0 if there are no values. */
    public long maxMicros() {
        return count() == 0 ? 0 : Math.round(histogram.getMaxValue() / 1e3);
    }

    /** Returns the underlying histogram, for files and curves. */
    public Histogram histogram() {
        return histogram;
    }
}
