package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.SqlErrors;
import dev.ezcdc.loadgen.Timing;
import dev.ezcdc.loadgen.Transaction;
import dev.ezcdc.loadgen.WriteMode;
import dev.ezcdc.loadgen.WrittenChange;
import dev.ezcdc.loadgen.WrittenTable;
import dev.ezcdc.loadgen.rows.TargetTable;
import dev.ezcdc.loadgen.rows.Workload;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One connection and its lane of the workload: generates, waits until it is due, writes, tells. Used by one thread at a
 * time, but for {@link #abort()} and {@link #close()}.
 */
final class LoadWorker implements AutoCloseable {

    private static final int MAX_FAILURES_IN_A_ROW = 100;

    private final LoadListener listener;
    private final LoadStats stats;
    private final LoadClock clock;
    private final BooleanSupplier cancelled;
    private final WorkerConnection line;
    private final WriteMode mode;
    private final CommitAttempt attempt;
    private final Workload.Lane lane;
    private final int number;
    private int failuresInARow;

    LoadWorker(LoadRun run, int number, WorkerConnection line, Workload workload, LoadOptions options) {
        this.listener = run.listener();
        this.stats = run.stats();
        this.clock = run.clock();
        this.cancelled = run.cancelled();
        this.number = number;
        this.mode = options.mode();
        this.line = line;
        this.attempt = new CommitAttempt(line, stats, cancelled);
        this.lane = workload.lane(number, options.connections());
    }

    /** Has ready what the first rows need, so that the start does not spoil their times. */
    void prepare() throws SQLException {
        line.writer().warmUp();
        lane.ensureIds(1, line.connection());
    }

    /** Writes this lane's share of the schedule. Generating comes before the wait, so that it does not cost pacing. */
    void work(Schedule schedule) {
        long turn = 0;
        for (long row = schedule.firstRow(number, 0); row < schedule.rows(); row = schedule.firstRow(number, ++turn)) {
            boolean rollBack = lane.rollsBack();
            List<WrittenChange> changes = generate(schedule.size(row));
            if (changes.isEmpty() || !schedule.pacer().awaitDue(row, cancelled) || schedule.isCutOff(clock.nanos())) {
                return;
            }
            long intended = schedule.pacer().dueNanos(row);
            for (WrittenChange change : changes) {
                listener.sending(change, intended);
            }
            write(changes, rollBack, intended, schedule.isPaced(turn));
        }
    }

    /** Empties a table; no lane writes meanwhile. */
    void truncate(TargetTable table) {
        Sent sent = new Sent(clock.nanos());
        CommitAttempt.Outcome outcome = attempt.carryOut(new CommitAttempt.Sending() {
            @Override
            public void send() throws SQLException {
                sent.now();
                line.writer().truncate(table);
            }

            @Override
            public boolean isCommitted(InDoubtResolver settlement, WorkerConnection.Lost lost) throws SQLException {
                return settlement.isTruncated(table, lost.xid(), line.patienceNanos());
            }
        });
        if (outcome.verdict() == CommitAttempt.Verdict.DONE) {
            stats.truncated();
            listener.truncated(table.table(), sent.answered());
        } else if (outcome.end() != null) {
            throw outcome.end();
        } else if (!cancelled.getAsBoolean() && outcome.cause() != null) {
            throw new LoadException(
                    "The table " + table.table() + " could not be truncated: " + SqlErrors.message(outcome.cause()),
                    outcome.cause());
        }
    }

    /** After a truncate. */
    void forgetAll(WrittenTable table) {
        lane.forgetAll(table);
    }

    /** Empty if the run was cancelled while there was no connection to fetch ids. */
    private List<WrittenChange> generate(int count) {
        while (true) {
            try {
                lane.ensureIds(count, line.connection());
                break;
            } catch (SQLException e) {
                if (!SqlErrors.isConnectionLost(e)) {
                    throw new LoadException("No ids for new rows: " + SqlErrors.message(e), e);
                }
                if (!reconnect()) {
                    return List.of();
                }
            }
        }
        if (count == 1) {
            return List.of(lane.next());
        }
        List<WrittenChange> changes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            changes.add(lane.next());
        }
        return RowWriter.inOrderOfWriting(changes, mode);
    }

    private boolean reconnect() {
        while (true) {
            try {
                return line.reconnect();
            } catch (SQLException e) {
                if (!SqlErrors.isConnectionLost(e)) {
                    throw new LoadException("The new connection failed at once: " + SqlErrors.message(e), e);
                }
            }
        }
    }

    private void write(List<WrittenChange> changes, boolean rollBack, long intended, boolean paced) {
        Writing writing = new Writing(changes, rollBack, new Sent(intended));
        if (paced) {
            stats.sentLate(clock.nanos() - intended);
        }
        stats.sent();
        CommitAttempt.Outcome outcome = attempt.carryOut(writing);
        Timing timing = writing.sent.answered();
        stats.answered(timing.returnedNanos() - timing.sentNanos());
        if (outcome.verdict() == CommitAttempt.Verdict.DONE) {
            failuresInARow = 0;
            tell(writing, timing);
        } else {
            fail(changes, timing, outcome);
        }
    }

    private void tell(Writing writing, Timing timing) {
        if (writing.rollBack) {
            stats.rolledBack(writing.changes.size());
            writing.changes.forEach(lane::forget);
            listener.rolledBack(new Transaction(writing.xid, writing.changes), timing);
            return;
        }
        List<WrittenChange> happened = writing.changes;
        if (!writing.missed.isEmpty()) {
            happened = new ArrayList<>();
            for (int i = 0; i < writing.changes.size(); i++) {
                WrittenChange change = writing.changes.get(i);
                if (writing.missed.get(i)) {
                    lane.forget(change);
                    stats.error();
                    listener.missed(change, timing);
                } else {
                    happened.add(change);
                }
            }
        }
        happened.forEach(stats::committed);
        if (!happened.isEmpty()) {
            listener.committed(new Transaction(writing.xid, happened), timing);
        }
    }

    private void fail(List<WrittenChange> changes, Timing timing, CommitAttempt.Outcome outcome) {
        SQLException cause = outcome.cause() == null ? new SQLException("no cause") : outcome.cause();
        for (WrittenChange change : changes) {
            lane.forget(change);
            stats.error();
            if (outcome.verdict() == CommitAttempt.Verdict.IN_DOUBT) {
                listener.inDoubt(change, timing, cause);
            } else {
                listener.failed(change, timing, cause);
            }
        }
        if (outcome.end() != null) {
            throw outcome.end();
        }
        if (SqlErrors.isHopeless(cause)) {
            throw new LoadException("The server refuses to write: " + SqlErrors.message(cause), cause);
        }
        if (++failuresInARow == MAX_FAILURES_IN_A_ROW) {
            throw new LoadException(
                    MAX_FAILURES_IN_A_ROW + " statements in a row failed, the last one with: "
                            + SqlErrors.message(cause),
                    cause);
        }
    }

    /** Breaks off what is under way, from another thread. */
    void abort() {
        line.abort();
    }

    @Override
    public void close() {
        line.close();
    }

    /** One transaction, or statement, on its way. */
    private final class Writing implements CommitAttempt.Sending {

        private final List<WrittenChange> changes;
        private final boolean rollBack;
        private final Sent sent;
        private BitSet missed = new BitSet();
        private long xid;

        private Writing(List<WrittenChange> changes, boolean rollBack, Sent sent) {
            this.changes = changes;
            this.rollBack = rollBack;
            this.sent = sent;
        }

        @Override
        public void send() throws SQLException {
            sent.now();
            missed = line.writer().write(changes, rollBack);
            xid = line.writer().xid();
        }

        @Override
        public boolean isCommitted(InDoubtResolver settlement, WorkerConnection.Lost lost) throws SQLException {
            xid = lost.xid();
            return settlement.isCommitted(changes, lost.xid(), line.patienceNanos());
        }
    }

    /** The times of a statement, as they come. */
    private final class Sent {

        private final long intended;
        private long wallMicros;
        private long nanos;

        private Sent(long intended) {
            this.intended = intended;
        }

        private void now() {
            wallMicros = clock.wallMicros();
            nanos = clock.nanos();
        }

        private Timing answered() {
            long returned = clock.nanos();
            long intendedWall = wallMicros - (nanos - intended) / 1_000;
            return new Timing(intended, intendedWall, nanos, wallMicros, returned, clock.wallMicros());
        }
    }
}
