package dev.ezcdc.loadgen;

/**
 * How far a run has come.
 *
 * @param rows committed so far
 * @param errors changes that did not happen so far
 * @param totalRows rows of the whole plan; {@link Long#MAX_VALUE} without an end
 * @param seconds since the first row was due
 */
public record LoadProgress(long rows, long errors, long totalRows, double seconds) {}
