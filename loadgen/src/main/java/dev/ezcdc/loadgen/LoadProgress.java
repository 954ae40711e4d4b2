package dev.ezcdc.loadgen;

/**
 * The progress of a run.
 *
 * @param rows changes committed so far
 * @param errors changes that failed so far
 * @param totalRows rows of the whole plan; {@link Long#MAX_VALUE} if it runs until it is canceled
 * @param seconds time since the first row was due; 0 before the run starts writing
 * @param inFlight statements or transactions sent but not yet answered
 * @param statementP50Micros median statement latency since the start
 * @param statementP99Micros 99th percentile of the statement latency since the start
 */
public record LoadProgress(
        long rows,
        long errors,
        long totalRows,
        double seconds,
        long inFlight,
        double statementP50Micros,
        double statementP99Micros) {}
