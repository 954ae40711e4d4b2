package dev.ezcdc.instruments.latency.result;

import dev.ezcdc.instruments.latency.hop.PhaseResult;
import java.util.Map;

/**
 * The result of one burst.
 *
 * @param cpuMicros CPU time by process, and by {@code process/job}; empty if it could not be measured
 */
public record BurstRun(PhaseResult phase, Map<String, Long> cpuMicros) {}
