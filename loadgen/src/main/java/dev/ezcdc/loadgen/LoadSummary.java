package dev.ezcdc.loadgen;

/**
 * The result of a run.
 *
 * @param seed seed of the workload
 * @param rows committed changes: inserted + updated + deleted
 * @param inserted committed inserts
 * @param updated committed updates, including key changes
 * @param deleted committed deletes
 * @param statements statements or transactions that were sent and answered
 * @param errors changes that failed or whose outcome is unknown
 * @param rolledBack changes in transactions that were rolled back on purpose
 * @param truncates truncates, all on purpose
 * @param reconnects lost connections that were replaced
 * @param resolved in-doubt statements or transactions whose outcome was determined after a reconnect
 * @param unsent changes that were due but not sent, because the server was too slow for the rate
 * @param seconds time from the first due row to the last answer
 * @param rowsPerSecond rows divided by the time in which there was something to write; excludes pauses between bursts
 * @param pacing sent minus due: of every statement at a steady rate, of each connection's first statement in a burst
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
