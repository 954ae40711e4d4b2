package dev.ezcdc.instruments.audit.work;

import java.util.List;

/**
 * A transaction with its outcome.
 *
 * @param xid PostgreSQL's transaction id, which its events contain
 * @param lsnBefore insert LSN when the transaction began, unsigned
 * @param lsnAfter insert LSN at some time after its end, unsigned
 * @param dueNanos scheduled time, as {@link System#nanoTime()}
 * @param returnedNanos time at which the outcome became known, as {@link System#nanoTime()}
 * @param changes changes in order; those of a rolled-back transaction must not arrive
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

    /** Outcomes of a transaction. */
    public enum Outcome {
        COMMITTED,
        ROLLED_BACK,
        /** The answer to the commit was lost, and PostgreSQL reported later that it was committed. */
        RESOLVED_COMMITTED,
        /** The answer to the commit was lost, and PostgreSQL reported later that it was not committed. */
        RESOLVED_ROLLED_BACK,
        /** Acknowledged, but a failover led to a server that had not received it. */
        LOST_BY_DATABASE
    }

    /** Returns whether the changes are in the database. */
    public boolean isCommitted() {
        return outcome == Outcome.COMMITTED || outcome == Outcome.RESOLVED_COMMITTED;
    }

    /** Returns the same transaction with another outcome. */
    WrittenTransaction withOutcome(Outcome other) {
        return new WrittenTransaction(xid, other, lsnBefore, lsnAfter, dueNanos, returnedNanos, changes);
    }

    /** Returns whether the answer to the commit was lost. */
    public boolean wasInDoubt() {
        return outcome == Outcome.RESOLVED_COMMITTED || outcome == Outcome.RESOLVED_ROLLED_BACK;
    }
}
