package dev.ezcdc.loadgen;

import java.util.List;

/**
 * The result of a run. Every change has one outcome: {@code attempted} is the sum of {@code rows}, {@code skipped},
 * {@code failed}, {@code inDoubt} and {@code rolledBack}. The counts are those that the server reported.
 *
 * @param seed seed of the workload
 * @param rows committed changes: inserted + updated + deleted
 * @param inserted committed inserts
 * @param updated committed updates, including key changes
 * @param deleted committed deletes
 * @param statements statements or transactions that were sent and answered
 * @param attempted changes sent, each counted once even if it was sent again after a lost connection
 * @param skipped changes that changed no row: a trigger, rule or policy suppressed them, or the row no longer existed
 * @param failed changes that the server rejected, with all others of their transaction
 * @param inDoubt changes whose outcome is unknown after a lost connection
 * @param failures the failed changes by SQLSTATE, most frequent first
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
        long attempted,
        long skipped,
        long failed,
        long inDoubt,
        List<FailureCount> failures,
        long rolledBack,
        long truncates,
        long reconnects,
        long resolved,
        long unsent,
        double seconds,
        double rowsPerSecond,
        LoadPercentiles pacing,
        LoadPercentiles statement) {

    /**
     * The number of changes that failed with one SQLSTATE.
     *
     * @param sqlState SQLSTATE, such as {@code 23505}; {@code unknown} if the error has none
     * @param count changes that failed
     * @param message the first message, on one line and without control characters or values of the row
     */
    public record FailureCount(String sqlState, long count, String message) {}

    public LoadSummary {
        failures = List.copyOf(failures);
    }

    /** Returns the number of changes that failed or whose outcome is unknown. */
    public long errors() {
        return failed + inDoubt;
    }

    /** Returns true if changes were sent, but none of them was written or rolled back on purpose. */
    public boolean isNothingWritten() {
        return attempted > 0 && rows + rolledBack == 0;
    }
}
