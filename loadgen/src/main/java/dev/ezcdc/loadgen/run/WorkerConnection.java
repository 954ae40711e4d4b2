package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.SqlErrors;
import dev.ezcdc.loadgen.WriteMode;
import dev.ezcdc.loadgen.rows.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The connection of a worker, which is replaced when it is lost. Confined to one thread, except {@link #abort()} and {@link
 * #close()}.
 */
final class WorkerConnection implements AutoCloseable {

    private final LoadRun run;
    private final List<TargetTable> tables;
    private final WriteMode mode;
    private volatile Session session;
    private RowWriter writer;

    /**
     * A lost connection.
     *
     * @param xid transaction ID of the last write; 0 for a statement that commits by itself
     * @param mayBeCommitted true if the last write may have been committed
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

    /** Returns the state of the current connection after it was lost. Call it before {@link #reconnect}. */
    LostConnection describeLost() {
        return new LostConnection(session, writer.xid(), writer.mayBeCommitted());
    }

    /** Creates a resolver, on the current connection, for the last write of a lost one. */
    InDoubtResolver createResolver(LostConnection lost) {
        return new InDoubtResolver(session, lost.session, run.clock(), tables);
    }

    long retryTimeoutNanos() {
        return run.server().retryTimeout().toNanos();
    }

    /**
     * Connects again, retrying until the retry timeout expires.
     *
     * @return false if the run was canceled before a connection was made
     * @throws dev.ezcdc.loadgen.LoadException if the server cannot be reached
     */
    boolean reconnect() throws SQLException {
        closeBroken();
        Session newSession = run.server().connect(run.listener()::onNotice, run.canceled());
        if (newSession == null) {
            return false;
        }
        session = newSession;
        writer = new RowWriter(newSession.connection(), tables, mode);
        run.stats().countReconnect();
        return true;
    }

    /** Closes a broken connection. An error here is only reported, because the connection is lost already. */
    private void closeBroken() {
        try {
            session.connection().close();
        } catch (SQLException e) {
            run.listener().onNotice("Cannot close the broken connection: " + SqlErrors.describe(e));
        }
    }

    /** Aborts the statement in flight. Can be called from any thread. */
    void abort() {
        try {
            session.connection().abort(Runnable::run);
        } catch (SQLException e) {
            run.listener().onNotice("Cannot abort a connection: " + SqlErrors.describe(e));
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
            session.connection().close();
        } catch (SQLException e) {
            run.listener().onNotice("Cannot close a connection: " + SqlErrors.describe(e));
        }
    }
}
