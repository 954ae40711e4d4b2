package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.SqlErrors;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Executes a write on a connection that can be lost. An uncommitted write is sent again. If it may have been committed, its
 * outcome is determined first.
 */
record CommitAttempt(WorkerConnection connection, LoadStats stats, BooleanSupplier canceled) {

    /** A statement or transaction to commit. */
    interface Write {

        /** Sends the write and waits for the answer. */
        void send() throws SQLException;

        /** Returns true if the write was committed on a connection that was lost. */
        boolean isCommitted(InDoubtResolver resolver, WorkerConnection.LostConnection lost) throws SQLException;
    }

    enum Status {
        DONE,
        FAILED,
        IN_DOUBT
    }

    /**
     * The outcome of a write.
     *
     * @param cause null if the write is done
     * @param fatalError the reason why the run cannot continue; null if it can
     */
    record Outcome(
            Status status,
            @Nullable SQLException cause,
            @Nullable LoadException fatalError) {}

    Outcome execute(Write write) {
        while (true) {
            try {
                write.send();
                return new Outcome(Status.DONE, null, null);
            } catch (SQLException e) {
                if (!SqlErrors.isConnectionLost(e)) {
                    return new Outcome(Status.FAILED, e, null);
                }
                Outcome outcome = resolve(write, connection.describeLost(), e);
                boolean retries =
                        outcome.status == Status.FAILED && outcome.fatalError == null && !canceled.getAsBoolean();
                if (!retries) {
                    return outcome;
                }
            }
        }
    }

    private Outcome resolve(Write write, WorkerConnection.LostConnection lost, SQLException cause) {
        Status unresolved = lost.mayBeCommitted() ? Status.IN_DOUBT : Status.FAILED;
        while (true) {
            try {
                if (!connection.reconnect()) {
                    return new Outcome(unresolved, cause, null);
                }
                if (!lost.mayBeCommitted()) {
                    return new Outcome(Status.FAILED, cause, null);
                }
                boolean committed = write.isCommitted(connection.createResolver(lost), lost);
                stats.countResolved();
                return new Outcome(committed ? Status.DONE : Status.FAILED, cause, null);
            } catch (SQLException e) {
                if (!SqlErrors.isConnectionLost(e)) {
                    LoadException fatalError = new LoadException(
                            "Cannot determine what was committed before the connection was lost: "
                                    + SqlErrors.describe(e),
                            e);
                    return new Outcome(unresolved, cause, fatalError);
                }
            } catch (LoadException e) {
                return new Outcome(unresolved, cause, e);
            }
        }
    }
}
