package dev.ezcdc.loadgen.run;

/**
 * A range of rows, divided into transactions that the workers take in turn. The share of a worker does not depend on its
 * speed.
 *
 * @param pacer determines when each row is due
 * @param firstRow first row of the range
 * @param endRow end of the range, exclusive
 * @param batchSize rows in each transaction except the last
 * @param workers number of workers that share the rows
 * @param measuresEveryTurn true to measure the pacing of every transaction, false for only the first of each worker
 * @param cutOffNanos nanoseconds after row 0 is due at which unsent rows are abandoned; {@link Long#MAX_VALUE} for never
 */
record Schedule(
        Pacer pacer,
        long firstRow,
        long endRow,
        int batchSize,
        int workers,
        boolean measuresEveryTurn,
        long cutOffNanos) {

    /** Returns the first row of a worker's transaction number {@code turn}; {@link #endRow} or more if there is none. */
    long transactionStart(int worker, long turn) {
        return firstRow + (turn * workers + worker) * batchSize;
    }

    int transactionSize(long start) {
        return (int) Math.min(batchSize, endRow - start);
    }

    boolean measuresPacing(long turn) {
        return measuresEveryTurn || turn == 0;
    }

    boolean isPastCutOff(long nowNanos) {
        return cutOffNanos != Long.MAX_VALUE && nowNanos - pacer.dueNanos(0) > cutOffNanos;
    }
}
