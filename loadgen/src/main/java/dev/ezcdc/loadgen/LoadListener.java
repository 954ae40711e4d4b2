package dev.ezcdc.loadgen;

import java.sql.SQLException;

/**
 * Receives the outcome of every change. Methods run on the writing threads, one for each connection, so implementations
 * must be thread-safe and return quickly. The calls for one row follow the order of its changes. An exception ends the run.
 */
public interface LoadListener {

    /** A listener that does nothing. */
    LoadListener NONE = new LoadListener() {};

    /**
     * Called before a change is sent. The change can appear in the server's log before {@link #onCommitted} is called.
     *
     * @param intendedNanos the time at which the change was due, on the clock of {@link System#nanoTime()}
     */
    default void onSending(WrittenChange change, long intendedNanos) {}

    /** Called when a change is committed. These calls together are exactly the changes that the run made. */
    default void onCommitted(WrittenChange change, Timing timing) {}

    /**
     * Called when a transaction is committed, or a single statement that commits by itself. By default, passes each change
     * to {@link #onCommitted(WrittenChange, Timing)}.
     */
    default void onCommitted(Transaction transaction, Timing timing) {
        for (WrittenChange change : transaction.changes()) {
            onCommitted(change, timing);
        }
    }

    /** Called when a transaction was rolled back on purpose. Its rows are not written again. */
    default void onRolledBack(Transaction transaction, Timing timing) {}

    /** Called when a table was truncated. No change of this run is in flight during the call. */
    default void onTruncated(WrittenTable table, Timing timing) {}

    /** Called when the server rejected a change, or another one of the same transaction. */
    default void onFailed(WrittenChange change, Timing timing, SQLException cause) {}

    /**
     * Called when the server reported that the change affected no row: a trigger, rule or policy suppressed it, or the row
     * to update or delete no longer existed.
     */
    default void onMissed(WrittenChange change, Timing timing) {}

    /**
     * Called when a connection was lost and it could not be determined whether the change is committed, because the server
     * did not return in time or the run was canceled. Its row is not written again.
     */
    default void onInDoubt(WrittenChange change, Timing timing, SQLException cause) {}

    /** Called with a message for users, for example that the server does not respond and connecting is retried. */
    default void onNotice(String message) {}
}
