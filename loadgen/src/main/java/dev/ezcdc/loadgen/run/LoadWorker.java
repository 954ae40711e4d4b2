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
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Writes one change stream over one connection: generates changes, waits until they are due, writes them and reports the
 * outcome. Confined to one thread at a time, except {@link #abort()} and {@link #close()}.
 */
final class LoadWorker implements AutoCloseable {

    /** Failures of one connection after which a run that has written nothing ends. */
    private static final int MAX_FAILURES = 100;

    /** As {@link #MAX_FAILURES}, if the errors are of a kind that affects every statement. */
    private static final int MAX_PERMANENT_FAILURES = 10;

    private final LoadListener listener;
    private final LoadStats stats;
    private final LoadClock clock;
    private final BooleanSupplier canceled;
    private final WorkerConnection connection;
    private final WriteMode mode;
    private final CommitAttempt attempt;
    private final Workload.ChangeStream stream;
    private final int index;
    private int failures;

    LoadWorker(LoadRun run, int index, WorkerConnection connection, Workload workload, LoadOptions options) {
        this.listener = run.listener();
        this.stats = run.stats();
        this.clock = run.clock();
        this.canceled = run.canceled();
        this.index = index;
        this.mode = options.mode();
        this.connection = connection;
        this.attempt = new CommitAttempt(connection, stats, canceled);
        this.stream = workload.createStream(index, options.connections());
    }

    /** Prepares the first rows, so that startup work does not distort their latency. */
    void prepare() throws SQLException {
        try {
            connection.writer().warmUp();
        } catch (SQLException e) {
            if (SqlErrors.isConnectionLost(e)) {
                throw e;
            }
            // The first update or delete fails with the same error and is then reported and counted.
        }
        stream.ensureIds(1, connection.connection());
    }

    /** Writes this worker's share of the schedule. Generates changes before waiting, so that pacing is not affected. */
    void execute(Schedule schedule) {
        long turn = 0;
        for (long row = schedule.transactionStart(index, 0);
                row < schedule.endRow();
                row = schedule.transactionStart(index, ++turn)) {
            boolean rollBack = stream.drawRollback();
            List<WrittenChange> changes = generate(schedule.transactionSize(row));
            if (changes.isEmpty()
                    || !schedule.pacer().awaitDue(row, canceled)
                    || schedule.isPastCutOff(clock.nanos())) {
                return;
            }
            long intendedNanos = schedule.pacer().dueNanos(row);
            for (WrittenChange change : changes) {
                listener.onSending(change, intendedNanos);
            }
            write(changes, rollBack, intendedNanos, schedule.measuresPacing(turn));
        }
    }

    /** Truncates a table. No other worker may be writing. */
    void truncate(TargetTable table) {
        SendTimer timer = new SendTimer(clock.nanos());
        CommitAttempt.Outcome outcome = attempt.execute(new CommitAttempt.Write() {
            @Override
            public void send() throws SQLException {
                timer.start();
                connection.writer().truncate(table);
            }

            @Override
            public boolean isCommitted(InDoubtResolver resolver, WorkerConnection.LostConnection lost)
                    throws SQLException {
                return resolver.isTruncated(table, lost.xid(), connection.retryTimeoutNanos());
            }
        });
        if (outcome.status() == CommitAttempt.Status.DONE) {
            stats.countTruncate();
            listener.onTruncated(table.table(), timer.stop());
        } else if (outcome.fatalError() != null) {
            throw outcome.fatalError();
        } else if (!canceled.getAsBoolean() && outcome.cause() != null) {
            throw new LoadException(
                    "Cannot truncate table " + table.table() + ": " + SqlErrors.describe(outcome.cause()),
                    outcome.cause());
        }
    }

    void forgetAll(WrittenTable table) {
        stream.forgetAll(table);
    }

    /** Returns an empty list if the run was canceled while there was no connection to fetch ids. */
    private List<WrittenChange> generate(int count) {
        while (true) {
            try {
                stream.ensureIds(count, connection.connection());
                break;
            } catch (SQLException e) {
                if (!SqlErrors.isConnectionLost(e)) {
                    throw new LoadException("Cannot fetch ids for new rows: " + SqlErrors.describe(e), e);
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
                    throw new LoadException("The new connection failed: " + SqlErrors.describe(e), e);
                }
            }
        }
    }

    private void write(List<WrittenChange> changes, boolean rollBack, long intendedNanos, boolean measuresPacing) {
        TransactionWrite write = new TransactionWrite(changes, rollBack, new SendTimer(intendedNanos));
        if (measuresPacing) {
            stats.recordPacing(clock.nanos() - intendedNanos);
        }
        stats.recordSent(changes.size());
        CommitAttempt.Outcome outcome = attempt.execute(write);
        Timing timing = write.timer.stop();
        stats.recordAnswer(timing.returnedNanos() - timing.sentNanos());
        if (outcome.status() == CommitAttempt.Status.DONE) {
            report(write, timing);
        } else {
            reportFailure(changes, timing, outcome);
        }
    }

    private void report(TransactionWrite write, Timing timing) {
        if (write.rollBack) {
            stats.countRolledBack(write.changes.size());
            write.changes.forEach(stream::forget);
            listener.onRolledBack(new Transaction(write.xid, write.changes), timing);
            return;
        }
        WriteResult result = write.result;
        result.rekeyed().stream().mapToObj(write.changes::get).forEach(stream::forget);
        List<WrittenChange> committed = write.changes;
        if (!result.missed().isEmpty()) {
            committed = new ArrayList<>();
            for (int i = 0; i < write.changes.size(); i++) {
                WrittenChange change = write.changes.get(i);
                if (result.missed().get(i)) {
                    stream.forget(change);
                    stats.countSkipped();
                    listener.onMissed(change, timing);
                } else {
                    committed.add(change);
                }
            }
        }
        committed.forEach(stats::countCommitted);
        if (!committed.isEmpty()) {
            listener.onCommitted(new Transaction(write.xid, committed), timing);
        }
    }

    private void reportFailure(List<WrittenChange> changes, Timing timing, CommitAttempt.Outcome outcome) {
        SQLException cause = outcome.cause() == null ? new SQLException("no cause") : outcome.cause();
        for (WrittenChange change : changes) {
            stream.forget(change);
            if (outcome.status() == CommitAttempt.Status.IN_DOUBT) {
                stats.countInDoubt();
                listener.onInDoubt(change, timing, cause);
            } else {
                stats.countFailed(cause);
                listener.onFailed(change, timing, cause);
            }
        }
        if (outcome.fatalError() != null) {
            throw outcome.fatalError();
        }
        failures++;
        int limit = SqlErrors.isPermanent(cause) ? MAX_PERMANENT_FAILURES : MAX_FAILURES;
        if (failures >= limit && stats.rows() == 0) {
            throw new LoadException(
                    "Nothing can be written: " + failures + " statements failed and none succeeded, the last one with: "
                            + SqlErrors.describe(cause),
                    cause);
        }
    }

    /** Aborts the statement in flight. Can be called from any thread. */
    void abort() {
        connection.abort();
    }

    @Override
    public void close() {
        connection.close();
    }

    private final class TransactionWrite implements CommitAttempt.Write {

        private final List<WrittenChange> changes;
        private final boolean rollBack;
        private final SendTimer timer;
        private WriteResult result = new WriteResult(0);
        private long xid;

        private TransactionWrite(List<WrittenChange> changes, boolean rollBack, SendTimer timer) {
            this.changes = changes;
            this.rollBack = rollBack;
            this.timer = timer;
        }

        @Override
        public void send() throws SQLException {
            timer.start();
            result = connection.writer().write(changes, rollBack);
            xid = connection.writer().xid();
        }

        @Override
        public boolean isCommitted(InDoubtResolver resolver, WorkerConnection.LostConnection lost) throws SQLException {
            xid = lost.xid();
            return resolver.isCommitted(changes, lost.xid(), connection.retryTimeoutNanos());
        }
    }

    /** Measures the {@link Timing} of a write. Each retry restarts it. */
    private final class SendTimer {

        private final long intendedNanos;
        private long sentWallMicros;
        private long sentNanos;

        private SendTimer(long intendedNanos) {
            this.intendedNanos = intendedNanos;
        }

        private void start() {
            sentWallMicros = clock.wallMicros();
            sentNanos = clock.nanos();
        }

        private Timing stop() {
            long returnedNanos = clock.nanos();
            long intendedWallMicros = sentWallMicros - (sentNanos - intendedNanos) / 1_000;
            return new Timing(
                    intendedNanos, intendedWallMicros, sentNanos, sentWallMicros, returnedNanos, clock.wallMicros());
        }
    }
}
