package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.LoadOperation;
import dev.ezcdc.loadgen.WriteMode;
import dev.ezcdc.loadgen.WrittenChange;
import dev.ezcdc.loadgen.rows.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes changes over one connection. A single change commits by itself; several form a transaction. Not thread-safe. {@link
 * #close} does not close the connection.
 */
final class RowWriter implements AutoCloseable {

    private static final int WARM_UP_EXECUTIONS = 20;

    private final Connection connection;
    private final List<TargetTable> tables;
    private final WriteMode mode;
    private final List<TableStatements> statements = new ArrayList<>();
    private final PreparedStatement xidQuery;
    private final CopyText copyText = new CopyText();
    private long xid;
    private boolean mayBeCommitted;

    RowWriter(Connection connection, List<TargetTable> tables, WriteMode mode) throws SQLException {
        this.connection = connection;
        this.tables = tables;
        this.mode = mode;
        for (TargetTable table : tables) {
            statements.add(new TableStatements(connection, table));
        }
        this.xidQuery = connection.prepareStatement("SELECT pg_current_xact_id()::text::bigint");
    }

    /**
     * Returns the changes in the order in which {@link #write} executes them. In mode SINGLE the order is unchanged.
     * Otherwise inserts precede updates, and updates precede deletes, each grouped by table, so that a transaction needs few
     * batches. The changes of a row keep their order, because a deleted id is not reused.
     */
    static List<WrittenChange> sortForWriting(List<WrittenChange> changes, WriteMode mode) {
        if (mode == WriteMode.SINGLE) {
            return changes;
        }
        List<WrittenChange> ordered = new ArrayList<>(changes);
        ordered.sort(Comparator.comparing(WrittenChange::operation)
                .thenComparingInt(change -> change.table().index()));
        return ordered;
    }

    /**
     * Writes changes, and commits or rolls back.
     *
     * @param changes in the order of {@link #sortForWriting}
     * @throws SQLException if nothing was written; if the connection was lost, see {@link #mayBeCommitted}
     */
    WriteResult write(List<WrittenChange> changes, boolean rollBack) throws SQLException {
        xid = 0;
        WrittenChange first = changes.get(0);
        // Without a key or an unaltered row, only the transaction ID shows later whether the statement was committed.
        boolean isIdentifiable = !first.table().keyColumns().isEmpty() && storesRowsAsSent(first);
        if (changes.size() == 1 && !rollBack && isIdentifiable && mode != WriteMode.COPY) {
            mayBeCommitted = true;
            WriteResult result = new WriteResult(1);
            result.missed().set(0, bind(first).executeUpdate() == 0);
            return result;
        }
        return runInTransaction(
                rollBack, () -> mode == WriteMode.SINGLE ? writeSingly(changes) : writeBatches(changes));
    }

    /** Truncates a table in a separate transaction. */
    void truncate(TargetTable table) throws SQLException {
        runInTransaction(false, () -> {
            try (PreparedStatement statement = connection.prepareStatement(table.truncateSql())) {
                statement.executeUpdate();
            }
            return new WriteResult(0);
        });
    }

    /** Returns the ID of the last transaction; 0 for a statement that commits by itself. */
    long xid() {
        return xid;
    }

    /** Returns true if, after the connection was lost, the last write may have been committed. */
    boolean mayBeCommitted() {
        return mayBeCommitted;
    }

    void warmUp() throws SQLException {
        for (TableStatements table : statements) {
            table.warmUp(WARM_UP_EXECUTIONS);
        }
    }

    @FunctionalInterface
    private interface Work {
        WriteResult run() throws SQLException;
    }

    private WriteResult runInTransaction(boolean rollBack, Work work) throws SQLException {
        mayBeCommitted = false;
        connection.setAutoCommit(false);
        try {
            try (ResultSet row = xidQuery.executeQuery()) {
                row.next();
                xid = row.getLong(1);
            }
            WriteResult result = work.run();
            if (rollBack) {
                connection.rollback();
            } else {
                mayBeCommitted = true;
                connection.commit();
            }
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException e) {
            rollBackAfter(e);
            throw e;
        }
    }

    private WriteResult writeSingly(List<WrittenChange> changes) throws SQLException {
        WriteResult result = new WriteResult(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            writeOne(changes.get(i), i, result);
        }
        return result;
    }

    private void writeOne(WrittenChange change, int index, WriteResult result) throws SQLException {
        TableStatements table = statements.get(change.table().index());
        if (change.operation() == LoadOperation.INSERT && table.returnsKey()) {
            Boolean hasSameKey = table.insertReturning(change);
            result.missed().set(index, hasSameKey == null);
            result.rekeyed().set(index, Boolean.FALSE.equals(hasSameKey));
        } else {
            result.missed().set(index, table.bind(change).executeUpdate() == 0);
        }
    }

    private boolean storesRowsAsSent(WrittenChange change) {
        return tables.get(change.table().index()).storesRowsAsSent();
    }

    private WriteResult writeBatches(List<WrittenChange> changes) throws SQLException {
        WriteResult result = new WriteResult(changes.size());
        int written = 0;
        while (written < changes.size()) {
            WrittenChange first = changes.get(written);
            int end = written;
            while (end < changes.size() && isSameBatch(first, changes.get(end))) {
                end++;
            }
            List<WrittenChange> batch = changes.subList(written, end);
            if (!storesRowsAsSent(first)) {
                // COPY and multi-row inserts do not report the rows that a trigger skipped.
                for (int i = written; i < end; i++) {
                    writeOne(changes.get(i), i, result);
                }
            } else if (mode == WriteMode.COPY
                    && first.operation() == LoadOperation.INSERT
                    && tables.get(first.table().index()).acceptsCopy()) {
                copy(batch);
            } else {
                writeBatch(batch, written, result.missed());
            }
            written = end;
        }
        return result;
    }

    private static boolean isSameBatch(WrittenChange first, WrittenChange next) {
        return next.operation() == first.operation()
                && next.table().index() == first.table().index()
                && next.isKeyChange() == first.isKeyChange();
    }

    private void writeBatch(List<WrittenChange> changes, int from, BitSet missed) throws SQLException {
        @Nullable PreparedStatement statement = null;
        for (WrittenChange change : changes) {
            statement = bind(change);
            statement.addBatch();
        }
        int[] counts = statement == null ? new int[0] : statement.executeBatch();
        for (int i = 0; i < counts.length; i++) {
            missed.set(from + i, counts[i] == 0);
        }
    }

    private void copy(List<WrittenChange> inserts) throws SQLException {
        TargetTable table = tables.get(inserts.get(0).table().index());
        byte[] text = copyText.encode(inserts);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.copySql());
        try {
            copy.writeToCopy(text, 0, text.length);
            long stored = copy.endCopy();
            if (stored != inserts.size()) {
                throw new SQLException("COPY stored " + stored + " of " + inserts.size() + " rows of " + table.table()
                        + ", because a trigger was added during the run");
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private PreparedStatement bind(WrittenChange change) throws SQLException {
        return statements.get(change.table().index()).bind(change);
    }

    private void rollBackAfter(SQLException cause) {
        try {
            for (TableStatements table : statements) {
                table.clearBatches();
            }
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        for (TableStatements table : statements) {
            table.close();
        }
        xidQuery.close();
    }
}
