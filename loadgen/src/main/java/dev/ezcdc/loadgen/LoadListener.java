package dev.ezcdc.loadgen;

import java.sql.SQLException;

/**
 * Learns what becomes of every change. It is called by the threads that write, one for each connection, so it must be
 * thread-safe and quick; the calls for one row come in the order of its changes. What it throws ends the run.
 */
public interface LoadListener {

    /** Hears nothing. */
    LoadListener NONE = new LoadListener() {};

    /**
     * The change is about to be sent. Whoever watches the log of the server may see it there before {@link #onCommitted}.
     */
    default void onSending(WrittenChange change, long intendedNanos) {}

    /** The change is committed: together these calls are the exact account of what the run did to the table. */
    default void onCommitted(WrittenChange change, Timing timing) {}

    /**
     * The transaction is committed, a statement that commits by itself included; tells each of its changes to
     * {@link #onCommitted(WrittenChange, Timing)} unless it is overridden.
     */
    default void onCommitted(Transaction transaction, Timing timing) {
        for (WrittenChange change : transaction.changes()) {
            onCommitted(change, timing);
        }
    }

    /** The transaction was rolled back on purpose. Its rows are not written again. */
    default void onRolledBack(Transaction transaction, Timing timing) {}

    /** The table is empty. No change of this run is under way meanwhile. */
    default void onTruncated(WrittenTable table, Timing timing) {}

    /** The change did not happen: the server refused it. */
    default void onFailed(WrittenChange change, Timing timing, SQLException cause) {}

    /** The row to update or delete was no longer there, so nothing changed. */
    default void onMissed(WrittenChange change, Timing timing) {}

    /**
     * The connection broke before the answer came, and there was no finding out whether the change is committed: the server
     * did not come back in time, or the run was cancelled. Its row is not written again.
     */
    default void onInDoubt(WrittenChange change, Timing timing, SQLException cause) {}

    /** The server does not answer and is tried again. One sentence, for people. */
    default void onNotice(String message) {}
}
