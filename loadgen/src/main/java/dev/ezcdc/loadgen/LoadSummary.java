package dev.ezcdc.loadgen;

/**
 * What a run came to.
 *
 * @param seed the workload's seed
 * @param rows changes that are committed: inserted + updated + deleted
 * @param statements what was sent and answered: single rows, or transactions of a batch
 * @param errors changes that did not happen, or of which it is not known
 * @param unsent changes that were due but not sent, because the server was too slow for the rate
 * @param seconds from the first row's due time to the last answer
 * @param rowsPerSecond rows by the seconds in which there was something to write; pauses between bursts do not count
 * @param pacing sent minus due, of the first statement in each burst or of every statement at a steady rate
 * @param statement answer minus sent
 */
public record LoadSummary(
        long seed,
        long rows,
        long inserted,
        long updated,
        long deleted,
        long statements,
        long errors,
        long unsent,
        double seconds,
        double rowsPerSecond,
        Percentiles pacing,
        Percentiles statement) {}
