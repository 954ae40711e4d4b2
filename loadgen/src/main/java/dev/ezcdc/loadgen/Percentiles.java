package dev.ezcdc.loadgen;

import org.HdrHistogram.Histogram;

/** A distribution of times in microseconds; all zero if there was nothing to measure. */
public record Percentiles(double p50Micros, double p99Micros, double maxMicros) {

    static Percentiles ofNanos(Histogram histogram) {
        return new Percentiles(
                histogram.getValueAtPercentile(50) / 1e3,
                histogram.getValueAtPercentile(99) / 1e3,
                histogram.getMaxValue() / 1e3);
    }
}
