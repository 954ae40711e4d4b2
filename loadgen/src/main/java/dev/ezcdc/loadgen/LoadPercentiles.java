package dev.ezcdc.loadgen;

/** A distribution of times in microseconds; all zero if there was nothing to measure. */
public record LoadPercentiles(double p50Micros, double p99Micros, double maxMicros) {}
