package dev.ezcdc.instruments.audit.work;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.instruments.audit.work.WrittenTransaction.Outcome;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Writes transactions one after the other on a dedicated connection, and adds each to the ledger once its outcome is known.
 * If the answer to a commit is lost, queries PostgreSQL for the outcome. Not thread-safe.
 */
final class TransactionWriter implements AutoCloseable {

    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(90);
    /** More than a server can acknowledge in the seconds for which its standby is cut off. */
    private static final int MAX_ACKNOWLEDGED = 5_000;

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);
    private static final String SELECT_XID_AND_LSN = "select pg_current_xact_id()::text::bigint,"
            + " pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint";
    private static final String SELECT_LSN = "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint";

    private final Endpoints endpoints;
    private final int number;
    private final TransactionLedger ledger;
    private @Nullable Connection connection;
    private boolean isNew;
    private final Deque<Acknowledged> acknowledged = new ArrayDeque<>();
    private long count;

    /** A committed transaction, which a failover can undo. */
    private record Acknowledged(long transaction, TransactionPlan plan, WrittenTransaction written) {}

    TransactionWriter(Endpoints endpoints, int number, TransactionLedger ledger) {
        this.endpoints = endpoints;
        this.number = number;
        this.ledger = ledger;
    }

    /**
     * Writes a transaction and returns when its outcome is in the ledger. A transaction that could not be begun is discarded.
     *
     * @throws SQLException if PostgreSQL rejects a statement, or does not answer within the timeout
     * @throws IllegalStateException if a statement did not change the expected number of rows
     */
    void write(TransactionPlan plan, long dueNanos) throws SQLException {
        long transaction = ++count;
        long xid = -1;
        long lsnBefore = 0;
        try {
            Connection open = open();
            if (hasLost(open, plan)) {
                return;
            }
            open.setAutoCommit(false);
            try (Statement statement = open.createStatement()) {
                try (ResultSet begun = statement.executeQuery(SELECT_XID_AND_LSN)) {
                    begun.next();
                    xid = begun.getLong(1);
                    lsnBefore = begun.getLong(2);
                }
                writeMark(statement, transaction);
                for (TransactionPlan.Step step : plan.steps()) {
                    execute(open, statement, step);
                }
                if (plan.endsWithRollback()) {
                    open.rollback();
                } else {
                    open.commit();
                }
            }
        } catch (SQLException e) {
            abortConnection();
            if (String.valueOf(e.getSQLState()).startsWith("40") && xid >= 0) {
                // A deadlock, for example with ALTER TABLE.
                addToLedger(plan, transaction, Outcome.ROLLED_BACK, xid, lsnBefore, dueNanos);
                return;
            }
            if (!isConnectionLost(e)) {
                throw e;
            }
            if (xid < 0) {
                plan.undoAll();
                return;
            }
            boolean committed = resolveInDoubt(xid, transaction);
            addToLedger(
                    plan,
                    transaction,
                    committed ? Outcome.RESOLVED_COMMITTED : Outcome.RESOLVED_ROLLED_BACK,
                    xid,
                    lsnBefore,
                    dueNanos);
            return;
        }
        Outcome outcome = plan.endsWithRollback() ? Outcome.ROLLED_BACK : Outcome.COMMITTED;
        addToLedger(plan, transaction, outcome, xid, lsnBefore, dueNanos);
    }

    /**
     * Returns whether this server lacks transactions that another one acknowledged before a failover, and discards the plan
     * then, which builds on them. The mark, which each transaction writes, names the last one that the server has.
     */
    private boolean hasLost(Connection open, TransactionPlan plan) throws SQLException {
        if (!isNew) {
            return false;
        }
        isNew = false;
        open.setAutoCommit(true);
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(
                        "select coalesce((select last from audit.writers where writer = " + number + "), 0)")) {
            row.next();
            long last = row.getLong(1);
            if (acknowledged.isEmpty() || acknowledged.getLast().transaction() <= last) {
                return false;
            }
            plan.undoAll();
            while (!acknowledged.isEmpty() && acknowledged.getLast().transaction() > last) {
                Acknowledged lost = acknowledged.removeLast();
                ledger.markLostByDatabase(lost.written());
                lost.plan().undoAll();
            }
            return true;
        }
    }

    private void addToLedger(
            TransactionPlan plan, long transaction, Outcome outcome, long xid, long lsnBefore, long dueNanos)
            throws SQLException {
        WrittenTransaction written = new WrittenTransaction(
                xid, outcome, lsnBefore, currentLsn(), dueNanos, System.nanoTime(), plan.changes());
        ledger.add(written);
        if (!written.isCommitted()) {
            plan.undoAll();
            return;
        }
        acknowledged.addLast(new Acknowledged(transaction, plan, written));
        if (acknowledged.size() > MAX_ACKNOWLEDGED) {
            acknowledged.removeFirst();
        }
    }

    private void execute(Connection open, Statement statement, TransactionPlan.Step step) throws SQLException {
        if (!step.copied().isEmpty()) {
            try {
                open.unwrap(PGConnection.class).getCopyAPI().copyIn(step.sql(), new StringReader(step.copied()));
            } catch (IOException e) {
                throw new SQLException("the connection was lost during a COPY", "08006", e);
            }
            return;
        }
        int rows = statement.executeUpdate(step.sql());
        if (step.rows() >= 0 && rows != step.rows()) {
            throw new IllegalStateException(
                    "the table does not match the ledger: " + rows + " rows changed by " + step.sql());
        }
    }

    /** Stores the number of the transaction within the transaction itself. */
    private void writeMark(Statement statement, long transaction) throws SQLException {
        statement.executeUpdate("insert into audit.writers values (" + number + ", " + transaction
                + ") on conflict (writer) do update set last = " + transaction);
    }

    /**
     * Returns whether a transaction was committed: PostgreSQL must report that, and the mark must be present. After a crash,
     * the id of a transaction that had not been written to disk may belong to another transaction.
     */
    private boolean resolveInDoubt(long xid, long transaction) throws SQLException {
        SQLException last = new SQLException("PostgreSQL did not answer", "08001");
        for (long end = System.nanoTime() + RETRY_TIMEOUT.toNanos(); System.nanoTime() < end; ) {
            try {
                Connection open = open();
                open.setAutoCommit(true);
                try (Statement statement = open.createStatement();
                        ResultSet row = statement.executeQuery("select " + statusExpression(statement, xid)
                                + ", coalesce((select last from audit.writers where writer = " + number + "), 0)")) {
                    row.next();
                    String status = row.getString(1);
                    if (!"in progress".equals(status)) {
                        return "committed".equals(status) && row.getLong(2) == transaction;
                    }
                }
            } catch (SQLException e) {
                abortConnection();
                if (!isConnectionLost(e)) {
                    throw e;
                }
                last = e;
            }
            LockSupport.parkNanos(RETRY_INTERVAL.toNanos());
        }
        throw last;
    }

    /**
     * Returns an SQL expression for the status of a transaction. {@code pg_xact_status} rejects an id that has not been
     * assigned, which can happen after a crash.
     */
    private static String statusExpression(Statement statement, long xid) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint > " + xid)) {
            row.next();
            return row.getBoolean(1) ? "pg_xact_status('" + xid + "'::xid8)" : "'aborted'";
        }
    }

    private long currentLsn() throws SQLException {
        SQLException last = new SQLException("PostgreSQL did not answer", "08001");
        for (long end = System.nanoTime() + RETRY_TIMEOUT.toNanos(); System.nanoTime() < end; ) {
            try {
                Connection open = open();
                open.setAutoCommit(true);
                try (Statement statement = open.createStatement();
                        ResultSet row = statement.executeQuery(SELECT_LSN)) {
                    row.next();
                    return row.getLong(1);
                }
            } catch (SQLException e) {
                abortConnection();
                if (!isConnectionLost(e)) {
                    throw e;
                }
                last = e;
                LockSupport.parkNanos(RETRY_INTERVAL.toNanos());
            }
        }
        throw last;
    }

    private Connection open() throws SQLException {
        Connection open = connection;
        if (open == null) {
            Properties properties = new Properties();
            properties.setProperty("user", endpoints.user());
            properties.setProperty("password", endpoints.password());
            properties.setProperty("connectTimeout", "5");
            properties.setProperty("loginTimeout", "30");
            properties.setProperty("socketTimeout", "60");
            properties.setProperty("ApplicationName", "ez-cdc audit");
            open = DriverManager.getConnection(endpoints.jdbcUrl(), properties);
            connection = open;
            isNew = true;
        }
        return open;
    }

    private void abortConnection() throws SQLException {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.abort(Runnable::run);
        }
    }

    /** Returns whether the connection was refused or lost, or the server is starting, recovering or stopping. */
    private static boolean isConnectionLost(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    @Override
    public void close() throws SQLException {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
