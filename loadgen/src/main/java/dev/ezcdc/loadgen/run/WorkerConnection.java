package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.SqlErrors;
import dev.ezcdc.loadgen.WriteMode;
import dev.ezcdc.loadgen.rows.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A worker's connection, made anew when it is lost. For one thread, but for {@link #abort()} and {@link #close()}. */
final class WorkerConnection implements AutoCloseable {

    private final LoadRun run;
    private final List<TargetTable> tables;
    private final WriteMode mode;
    private volatile Session session;
    private RowWriter writer;

    /**
     * A connection that was lost.
     *
     * @param xid of what was written last; 0 for a statement that commits by itself
     * @param mayBeCommitted whether that was under way to its commit
     */
    record LostConnection(Session session, long xid, boolean mayBeCommitted) {}

    WorkerConnection(LoadRun run, Session session, List<TargetTable> tables, WriteMode mode) throws SQLException {
        this.run = run;
        this.session = session;
        this.tables = tables;
        this.mode = mode;
        this.writer = new RowWriter(session.connection(), tables, mode);
    }

    Connection connection() {
        return session.connection();
    }

    RowWriter writer() {
        return writer;
    }

    LostConnection describeLost() {
        return new LostConnection(session, writer.xid(), writer.mayBeCommitted());
    }

    /** For finding out over the present connection what became of what a lost one wrote. */
    InDoubtResolver createResolver(LostConnection lost) {
        return new InDoubtResolver(session, lost.session, run.clock(), tables);
    }

    long retryTimeoutNanos() {
        return run.server().retryTimeout().toNanos();
    }

    /**
     * Connects again, for as long as the server's patience lasts.
     *
     * @return false if the run was cancelled before there was a connection
     * @throws LoadException if there is none to be had
     */
    boolean reconnect() throws SQLException {
        closeQuietly();
        Session fresh = run.server().connect(run.listener()::onNotice, run.cancelled());
        if (fresh == null) {
            return false;
        }
        session = fresh;
        writer = new RowWriter(fresh.connection(), tables, mode);
        run.stats().countReconnect();
        return true;
    }

    /** The connection is broken already: that closing it fails too tells nothing new. */
    private void closeQuietly() {
        try {
            session.connection().close();
        } catch (SQLException e) {
            run.listener().onNotice("The broken connection could not be closed: " + SqlErrors.describe(e));
        }
    }

    /** Breaks off what is under way, from another thread. */
    void abort() {
        try {
            session.connection().abort(Runnable::run);
        } catch (SQLException e) {
            run.listener().onNotice("A connection could not be broken off: " + SqlErrors.describe(e));
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
            session.connection().close();
        } catch (SQLException e) {
            run.listener().onNotice("A connection could not be closed: " + SqlErrors.describe(e));
        }
    }
}
