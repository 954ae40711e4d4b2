package dev.ezcdc.loadgen;

/**
 * What a run came to.
 *
 * @param seed the workload's seed
 * @param rows changes that are committed: inserted + updated + deleted
 * @param updated key changes among them
 * @param statements what was sent and answered: single rows, or transactions
 * @param errors changes that did not happen, or of which it is not known
 * @param rolledBack changes in transactions that were rolled back on purpose
 * @param truncates tables emptied on purpose
 * @param reconnects connections that were lost and made anew
 * @param settled statements or transactions that were in doubt after that, and what became of them was found out
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
        long rolledBack,
        long truncates,
        long reconnects,
        long resolved,
        long unsent,
        double seconds,
        double rowsPerSecond,
        LoadPercentiles pacing,
        LoadPercentiles statement) {}
