package dev.ezcdc.loadgen.run;

/**
 * One stretch of a run: rows cut into transactions, which are dealt to the lanes in turn. The lanes' shares do not depend
 * on how fast each is.
 *
 * @param pacer when each row is due
 * @param from the first row
 * @param rows the first row that is not of this stretch
 * @param batch rows in one transaction, but for the last
 * @param lanes how many lanes share the rows
 * @param paceEvery the pacing of every transaction is measured, not only of each lane's first
 * @param cutOffNanos when to give up what is not sent by then, in nanoseconds after the first row is due; {@link Long#MAX_VALUE}: never
 */
record Schedule(Pacer pacer, long firstRow, long endRow, int batchSize, int workers, boolean measuresEveryTurn, long deadlineNanos) {

    /** The first row of the lane's transaction number {@code turn}; from {@link #endRow} on when there is none. */
    long firstRow(int lane, long turn) {
        return firstRow + (turn * workers + lane) * batchSize;
    }

    int transactionSize(long firstRow) {
        return (int) Math.min(batchSize, endRow - firstRow);
    }

    boolean measuresPacing(long turn) {
        return measuresEveryTurn || turn == 0;
    }

    boolean isPastDeadline(long nowNanos) {
        return deadlineNanos != Long.MAX_VALUE && nowNanos - pacer.dueNanos(0) > deadlineNanos;
    }
}
