package dev.ezcdc.loadgen;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection and its lane of the workload: generates, waits until it is due, writes, tells. Used by one thread at a
 * time, but for {@link #close()}.
 */
final class LoadWorker implements AutoCloseable {

    private static final int MAX_FAILURES_IN_A_ROW = 100;

    private final Server server;
    private final TargetTable table;
    private final LoadListener listener;
    private final LoadStats stats;
    private final LoadClock clock;
    private final BooleanSupplier cancelled;
    private final SequenceIds ids;
    private final Workload.Lane lane;
    private final int number;
    private volatile Connection connection;
    private RowWriter writer;
    private int failuresInARow;

    LoadWorker(LoadRun run, int number, Connection connection, TargetTable table, Workload workload)
            throws SQLException {
        this.server = run.server();
        this.listener = run.listener();
        this.stats = run.stats();
        this.clock = run.clock();
        this.cancelled = run.cancelled();
        this.number = number;
        this.table = table;
        this.connection = connection;
        this.writer = new RowWriter(connection, table);
        this.ids = new SequenceIds(table.sequence());
        this.lane = workload.lane(number, ids);
    }

    /** Has ready what the first rows need, so that the start does not spoil their times. */
    void prepare() throws SQLException {
        writer.warmUp();
        ids.ensure(1, connection);
    }

    /** Writes this lane's share of the schedule. Generating comes before the wait, so that it does not cost pacing. */
    void work(Schedule schedule) {
        long turn = 0;
        for (long row = schedule.firstRow(number, 0); row < schedule.rows(); row = schedule.firstRow(number, ++turn)) {
            List<Change> changes = generate(schedule.size(row));
            if (changes.isEmpty() || !schedule.pacer().awaitDue(row, cancelled) || schedule.isCutOff(clock.nanos())) {
                return;
            }
            long intended = schedule.pacer().dueNanos(row);
            for (Change change : changes) {
                listener.sending(change, intended);
            }
            write(changes, intended, schedule.isPaced(turn));
        }
    }

    /** Empty if the run was cancelled while there was no connection to fetch ids. */
    private List<Change> generate(int count) {
        while (true) {
            try {
                ids.ensure(count, connection);
                break;
            } catch (SQLException e) {
                if (!SqlErrors.isConnectionLost(e)) {
                    throw new LoadException("No ids from " + table.sequence() + ": " + SqlErrors.message(e), e);
                }
                if (!reconnect()) {
                    return List.of();
                }
            }
        }
        if (count == 1) {
            return List.of(lane.next());
        }
        List<Change> changes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            changes.add(lane.next());
        }
        return RowWriter.inOrderOfWriting(changes);
    }

    private void write(List<Change> changes, long intended, boolean paced) {
        long sentWall = clock.wallMicros();
        long sent = clock.nanos();
        stats.sent();
        BitSet missed = new BitSet();
        @Nullable SQLException failure = null;
        try {
            missed = writer.write(changes);
        } catch (SQLException e) {
            failure = e;
        }
        long returned = clock.nanos();
        Timing timing = new Timing(
                intended, sentWall - (sent - intended) / 1_000, sent, sentWall, returned, clock.wallMicros());
        if (paced) {
            stats.sentLate(sent - intended);
        }
        stats.answered(returned - sent);
        if (failure == null) {
            failuresInARow = 0;
            tell(changes, missed, timing);
        } else {
            fail(changes, timing, failure);
        }
    }

    private void tell(List<Change> changes, BitSet missed, Timing timing) {
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (missed.get(i)) {
                lane.forget(change);
                stats.error();
                listener.missed(change, timing);
            } else {
                stats.committed(change);
                listener.committed(change, timing);
            }
        }
    }

    private void fail(List<Change> changes, Timing timing, SQLException failure) {
        boolean lost = SqlErrors.isConnectionLost(failure);
        for (Change change : changes) {
            lane.forget(change);
            stats.error();
            if (lost) {
                listener.inDoubt(change, timing, failure);
            } else {
                listener.failed(change, timing, failure);
            }
        }
        if (lost) {
            reconnect();
        } else if (SqlErrors.isHopeless(failure)) {
            throw new LoadException(
                    "The server refuses to write to " + table.name() + ": " + SqlErrors.message(failure), failure);
        } else if (++failuresInARow == MAX_FAILURES_IN_A_ROW) {
            throw new LoadException(
                    MAX_FAILURES_IN_A_ROW + " statements in a row failed, the last one with: "
                            + SqlErrors.message(failure),
                    failure);
        }
    }

    /** False if the run was cancelled before there was a connection again. */
    private boolean reconnect() {
        closeQuietly();
        Connection fresh = server.connect(listener::waiting, cancelled);
        if (fresh == null) {
            return false;
        }
        try {
            connection = fresh;
            writer = new RowWriter(fresh, table);
        } catch (SQLException e) {
            throw new LoadException("The new connection failed at once: " + SqlErrors.message(e), e);
        }
        return true;
    }

    /** The connection is broken already: that closing it fails too tells nothing new. */
    private void closeQuietly() {
        try {
            connection.close();
        } catch (SQLException e) {
            listener.waiting("The broken connection could not be closed: " + SqlErrors.message(e));
        }
    }

    /** Breaks off what is under way, from another thread. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            listener.waiting("A connection could not be broken off: " + SqlErrors.message(e));
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
            connection.close();
        } catch (SQLException e) {
            listener.waiting("A connection could not be closed: " + SqlErrors.message(e));
        }
    }
}
