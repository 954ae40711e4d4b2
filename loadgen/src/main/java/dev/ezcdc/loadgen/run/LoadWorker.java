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

    private static final int MAX_CONSECUTIVE_FAILURES = 100;

    private final LoadListener listener;
    private final LoadStats stats;
    private final LoadClock clock;
    private final BooleanSupplier cancelled;
    private final WorkerConnection connection;
    private final WriteMode mode;
    private final CommitAttempt attempt;
    private final Workload.ChangeStream stream;
    private final int index;
    private int consecutiveFailures;

    LoadWorker(LoadRun run, int number, WorkerConnection line, Workload workload, LoadOptions options) {
        this.listener = run.listener();
        this.stats = run.stats();
        this.clock = run.clock();
        this.cancelled = run.cancelled();
        this.index = number;
        this.mode = options.mode();
        this.connection = line;
        this.attempt = new CommitAttempt(line, stats, cancelled);
        this.stream = workload.createStream(number, options.connections());
    }

    /** Has ready what the first rows need, so that the start does not spoil their times. */
    void prepare() throws SQLException {
        connection.writer().warmUp();
        stream.ensureIds(1, connection.connection());
    }

    /** Writes this lane's share of the schedule. Generating comes before the wait, so that it does not cost pacing. */
    void work(Schedule schedule) {
        long turn = 0;
        for (long row = schedule.firstRow(index, 0); row < schedule.endRow(); row = schedule.firstRow(index, ++turn)) {
            boolean rollBack = stream.drawRollback();
            List<WrittenChange> changes = generate(schedule.transactionSize(row));
            if (changes.isEmpty() || !schedule.pacer().awaitDue(row, cancelled) || schedule.isPastDeadline(clock.nanos())) {
                return;
            }
            long intended = schedule.pacer().dueNanos(row);
            for (WrittenChange change : changes) {
                listener.onSending(change, intended);
            }
            write(changes, rollBack, intended, schedule.measuresPacing(turn));
        }
    }

    /** Empties a table; no lane writes meanwhile. */
    void truncate(TargetTable table) {
        SendTimer sent = new SendTimer(clock.nanos());
        CommitAttempt.Outcome outcome = attempt.execute(new CommitAttempt.Write() {
            @Override
            public void send() throws SQLException {
                sent.start();
                connection.writer().truncate(table);
            }

            @Override
            public boolean isCommitted(InDoubtResolver settlement, WorkerConnection.LostConnection lost) throws SQLException {
                return settlement.isTruncated(table, lost.xid(), connection.retryTimeoutNanos());
            }
        });
        if (outcome.status() == CommitAttempt.Status.DONE) {
            stats.countTruncate();
            listener.onTruncated(table.table(), sent.stop());
        } else if (outcome.fatalError() != null) {
            throw outcome.fatalError();
        } else if (!cancelled.getAsBoolean() && outcome.cause() != null) {
            throw new LoadException(
                    "The table " + table.table() + " could not be truncated: " + SqlErrors.describe(outcome.cause()),
                    outcome.cause());
        }
    }

    /** After a truncate. */
    void forgetAll(WrittenTable table) {
        stream.forgetAll(table);
    }

    /** Empty if the run was cancelled while there was no connection to fetch ids. */
    private List<WrittenChange> generate(int count) {
        while (true) {
            try {
                stream.ensureIds(count, connection.connection());
                break;
            } catch (SQLException e) {
                if (!SqlErrors.isConnectionLost(e)) {
                    throw new LoadException("No ids for new rows: " + SqlErrors.describe(e), e);
                }
                if (!reconnect()) {
                    return List.of();
                }
            }
        }
        if (count == 1) {
            return List.of(stream.next());
        }
        List<WrittenChange> changes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            changes.add(stream.next());
        }
        return RowWriter.sortForWriting(changes, mode);
    }

    private boolean reconnect() {
        while (true) {
            try {
                return connection.reconnect();
            } catch (SQLException e) {
                if (!SqlErrors.isConnectionLost(e)) {
                    throw new LoadException("The new connection failed at once: " + SqlErrors.describe(e), e);
                }
            }
        }
    }

    private void write(List<WrittenChange> changes, boolean rollBack, long intended, boolean paced) {
        TransactionWrite writing = new TransactionWrite(changes, rollBack, new SendTimer(intended));
        if (paced) {
            stats.recordPacing(clock.nanos() - intended);
        }
        stats.recordSent();
        CommitAttempt.Outcome outcome = attempt.execute(writing);
        Timing timing = writing.timer.stop();
        stats.recordAnswer(timing.returnedNanos() - timing.sentNanos());
        if (outcome.status() == CommitAttempt.Status.DONE) {
            consecutiveFailures = 0;
            report(writing, timing);
        } else {
            reportFailure(changes, timing, outcome);
        }
    }

    private void report(TransactionWrite writing, Timing timing) {
        if (writing.rollBack) {
            stats.rolledBack(writing.changes.size());
            writing.changes.forEach(stream::forget);
            listener.onRolledBack(new Transaction(writing.xid, writing.changes), timing);
            return;
        }
        List<WrittenChange> happened = writing.changes;
        if (!writing.missed.isEmpty()) {
            happened = new ArrayList<>();
            for (int i = 0; i < writing.changes.size(); i++) {
                WrittenChange change = writing.changes.get(i);
                if (writing.missed.get(i)) {
                    stream.forget(change);
                    stats.countError();
                    listener.onMissed(change, timing);
                } else {
                    happened.add(change);
                }
            }
        }
        happened.forEach(stats::countCommitted);
        if (!happened.isEmpty()) {
            listener.onCommitted(new Transaction(writing.xid, happened), timing);
        }
    }

    private void reportFailure(List<WrittenChange> changes, Timing timing, CommitAttempt.Outcome outcome) {
        SQLException cause = outcome.cause() == null ? new SQLException("no cause") : outcome.cause();
        for (WrittenChange change : changes) {
            stream.forget(change);
            stats.countError();
            if (outcome.status() == CommitAttempt.Status.IN_DOUBT) {
                listener.onInDoubt(change, timing, cause);
            } else {
                listener.onFailed(change, timing, cause);
            }
        }
        if (outcome.fatalError() != null) {
            throw outcome.fatalError();
        }
        if (SqlErrors.isPermanent(cause)) {
            throw new LoadException("The server refuses to write: " + SqlErrors.describe(cause), cause);
        }
        if (++consecutiveFailures == MAX_CONSECUTIVE_FAILURES) {
            throw new LoadException(
                    MAX_CONSECUTIVE_FAILURES + " statements in a row failed, the last one with: "
                            + SqlErrors.describe(cause),
                    cause);
        }
    }

    /** Breaks off what is under way, from another thread. */
    void abort() {
        connection.abort();
    }

    @Override
    public void close() {
        connection.close();
    }

    /** One transaction, or statement, on its way. */
    private final class TransactionWrite implements CommitAttempt.Write {

        private final List<WrittenChange> changes;
        private final boolean rollBack;
        private final SendTimer timer;
        private BitSet missed = new BitSet();
        private long xid;

        private TransactionWrite(List<WrittenChange> changes, boolean rollBack, SendTimer sent) {
            this.changes = changes;
            this.rollBack = rollBack;
            this.timer = sent;
        }

        @Override
        public void send() throws SQLException {
            timer.start();
            missed = connection.writer().write(changes, rollBack);
            xid = connection.writer().xid();
        }

        @Override
        public boolean isCommitted(InDoubtResolver settlement, WorkerConnection.LostConnection lost) throws SQLException {
            xid = lost.xid();
            return settlement.isCommitted(changes, lost.xid(), connection.retryTimeoutNanos());
        }
    }

    /** The times of a statement, as they come. */
    private final class SendTimer {

        private final long intended;
        private long wallMicros;
        private long nanos;

        private SendTimer(long intended) {
            this.intended = intended;
        }

        private void start() {
            wallMicros = clock.wallMicros();
            nanos = clock.nanos();
        }

        private Timing stop() {
            long returned = clock.nanos();
            long intendedWall = wallMicros - (nanos - intended) / 1_000;
            return new Timing(intended, intendedWall, nanos, wallMicros, returned, clock.wallMicros());
        }
    }
}
