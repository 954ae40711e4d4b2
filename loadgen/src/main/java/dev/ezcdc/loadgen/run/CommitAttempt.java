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
record CommitAttempt(WorkerConnection line, LoadStats stats, BooleanSupplier cancelled) {

    /** Something to be committed. */
    interface Sending {

        /** Sends it and waits for the answer. */
        void send() throws SQLException;

        /** Whether it was committed over a connection that was lost. */
        boolean isCommitted(InDoubtResolver settlement, WorkerConnection.Lost lost) throws SQLException;
    }

    /** What became of it. */
    enum Verdict {
        DONE,
        REFUSED,
        IN_DOUBT
    }

    /**
     * What became of it, and why.
     *
     * @param cause null if it is done
     * @param end why the run cannot go on; null if it can
     */
    record Outcome(
            Verdict verdict,
            @Nullable SQLException cause,
            @Nullable LoadException end) {}

    Outcome carryOut(Sending sending) {
        while (true) {
            try {
                sending.send();
                return new Outcome(Verdict.DONE, null, null);
            } catch (SQLException e) {
                if (!SqlErrors.isConnectionLost(e)) {
                    return new Outcome(Verdict.REFUSED, e, null);
                }
                Outcome outcome = settle(sending, line.lost(), e);
                boolean again = outcome.verdict == Verdict.REFUSED && outcome.end == null && !cancelled.getAsBoolean();
                if (!again) {
                    return outcome;
                }
            }
        }
    }

    private Outcome settle(Sending sending, WorkerConnection.Lost lost, SQLException cause) {
        Verdict unsettled = lost.mayBeCommitted() ? Verdict.IN_DOUBT : Verdict.REFUSED;
        while (true) {
            try {
                if (!line.reconnect()) {
                    return new Outcome(unsettled, cause, null);
                }
                if (!lost.mayBeCommitted()) {
                    return new Outcome(Verdict.REFUSED, cause, null);
                }
                boolean committed = sending.isCommitted(line.settlement(lost), lost);
                stats.settled();
                return new Outcome(committed ? Verdict.DONE : Verdict.REFUSED, cause, null);
            } catch (SQLException e) {
                if (!SqlErrors.isConnectionLost(e)) {
                    LoadException end = new LoadException(
                            "After a lost connection the server refuses to tell what was committed: "
                                    + SqlErrors.message(e),
                            e);
                    return new Outcome(unsettled, cause, end);
                }
            } catch (LoadException e) {
                return new Outcome(unsettled, cause, e);
            }
        }
    }
}
