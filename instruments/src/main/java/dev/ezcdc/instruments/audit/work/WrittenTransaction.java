package dev.ezcdc.instruments.audit.work;

import java.util.List;

/**
 * A transaction as it was written.
 *
 * @param xid PostgreSQL's id of it, by which its events are known
 * @param lsnBefore where the log stood when it began, unsigned
 * @param lsnAfter where the log stood at some moment after its end, unsigned
 * @param dueNanos when it was due, as {@link System#nanoTime()}
 * @param returnedNanos when its outcome was known, likewise
 * @param changes in their order; of one that was rolled back, what must not arrive
 */
public record WrittenTransaction(
        long xid,
        Outcome outcome,
        long lsnBefore,
        long lsnAfter,
        long dueNanos,
        long returnedNanos,
        List<RowChange> changes) {

    public WrittenTransaction {
        changes = List.copyOf(changes);
    }

    /** How a transaction ended. */
    public enum Outcome {
        COMMITTED,
        ROLLED_BACK,
        /** The answer to its commit was lost in a fault; PostgreSQL said afterwards that it is committed. */
        RESOLVED_COMMITTED,
        /** Likewise, that it is not. */
        RESOLVED_ROLLED_BACK
    }

    /** Whether its changes are in the database. */
    public boolean isCommitted() {
        return outcome == Outcome.COMMITTED || outcome == Outcome.RESOLVED_COMMITTED;
    }

    /** Whether it was in doubt. */
    public boolean wasInDoubt() {
        return outcome == Outcome.RESOLVED_COMMITTED || outcome == Outcome.RESOLVED_ROLLED_BACK;
    }
}
