package dev.ezcdc.loadgen;

/** Percentiles of a latency distribution, in microseconds; all 0 if nothing was measured. */
public record LoadPercentiles(double p50Micros, double p99Micros, double maxMicros) {}
