package dev.ezcdc.e2e.latency;

import java.util.Map;

/**
 * One burst, drained.
 *
 * @param cpuMicros processor time by process, and by {@code process/job}; empty where it cannot be told
 */
public record BurstRun(Measured measured, Map<String, Long> cpuMicros) {}
