package dev.ezcdc.loadgen;

/**
 * How far a run has come.
 *
 * @param rows committed so far
 * @param errors changes that did not happen so far
 * @param totalRows rows of the whole plan; {@link Long#MAX_VALUE} without an end
 * @param seconds since the first row was due
 * @param inFlight statements or transactions that are sent and not answered
 * @param statementP50Micros half of them were answered faster, since the start
 * @param statementP99Micros ninety-nine in a hundred were answered faster, since the start
 */
public record LoadProgress(
        long rows,
        long errors,
        long totalRows,
        double seconds,
        long inFlight,
        double statementP50Micros,
        double statementP99Micros) {}
