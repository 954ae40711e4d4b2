package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.SqlErrors;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries something out over a line that may break: what did not happen is sent again, what may have happened is found out
 * about first.
 */
record CommitAttempt(WorkerConnection connection, LoadStats stats, BooleanSupplier cancelled) {

    /** Something to be committed. */
    interface Write {

        /** Sends it and waits for the answer. */
        void send() throws SQLException;

        /** Whether it was committed over a connection that was lost. */
        boolean isCommitted(InDoubtResolver settlement, WorkerConnection.LostConnection lost) throws SQLException;
    }

    /** What became of it. */
    enum Status {
        DONE,
        FAILED,
        IN_DOUBT
    }

    /**
     * What became of it, and why.
     *
     * @param cause null if it is done
     * @param end why the run cannot go on; null if it can
     */
    record Outcome(
            Status status,
            @Nullable SQLException cause,
            @Nullable LoadException fatalError) {}

    Outcome execute(Write sending) {
        while (true) {
            try {
                sending.send();
                return new Outcome(Status.DONE, null, null);
            } catch (SQLException e) {
                if (!SqlErrors.isConnectionLost(e)) {
                    return new Outcome(Status.FAILED, e, null);
                }
                Outcome outcome = resolve(sending, connection.describeLost(), e);
                boolean again = outcome.status == Status.FAILED && outcome.fatalError == null && !cancelled.getAsBoolean();
                if (!again) {
                    return outcome;
                }
            }
        }
    }

    private Outcome resolve(Write sending, WorkerConnection.LostConnection lost, SQLException cause) {
        Status unsettled = lost.mayBeCommitted() ? Status.IN_DOUBT : Status.FAILED;
        while (true) {
            try {
                if (!connection.reconnect()) {
                    return new Outcome(unsettled, cause, null);
                }
                if (!lost.mayBeCommitted()) {
                    return new Outcome(Status.FAILED, cause, null);
                }
                boolean committed = sending.isCommitted(connection.createResolver(lost), lost);
                stats.resolved();
                return new Outcome(committed ? Status.DONE : Status.FAILED, cause, null);
            } catch (SQLException e) {
                if (!SqlErrors.isConnectionLost(e)) {
                    LoadException end = new LoadException(
                            "After a lost connection the server refuses to tell what was committed: "
                                    + SqlErrors.describe(e),
                            e);
                    return new Outcome(unsettled, cause, end);
                }
            } catch (LoadException e) {
                return new Outcome(unsettled, cause, e);
            }
        }
    }
}
