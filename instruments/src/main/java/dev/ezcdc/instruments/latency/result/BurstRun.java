package dev.ezcdc.instruments.latency.result;

import dev.ezcdc.instruments.latency.hop.PhaseResult;
import java.util.Map;

/**
 * One burst, drained.
 *
 * @param cpuMicros processor time by process, and by {@code process/job}; empty where it cannot be told
 */
public record BurstRun(PhaseResult phase, Map<String, Long> cpuMicros) {}
