package dev.ezcdc.instruments.latency.result;

import dev.ezcdc.instruments.latency.hop.PhaseResult;
import java.util.Map;

/**
 * The result of one burst.
 *
 * @param cpuMicros CPU time by process, and by {@code process/job}; empty if it could not be measured
 * @param isBacklog whether the connector was stopped while the rows were written
 */
public record BurstRun(PhaseResult phase, Map<String, Long> cpuMicros, boolean isBacklog) {}
