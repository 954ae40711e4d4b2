package dev.ezcdc.loadgen;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes over one connection: a change alone commits by itself, several are one transaction. Not thread-safe;
 * closing it does not close the connection.
 */
final class RowWriter implements AutoCloseable {

    private static final int WARM_UPS = 20;

    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement delete;
    private final int columns;

    RowWriter(Connection connection, TargetTable table) throws SQLException {
        this.connection = connection;
        this.columns = table.columns().size();
        this.insert = connection.prepareStatement(table.insertSql());
        this.update = connection.prepareStatement(table.updateSql());
        this.delete = connection.prepareStatement(table.deleteSql());
    }

    /**
     * The changes in the order in which {@link #write} carries them out: all inserts, then all updates, then all deletes,
     * so that a transaction is three JDBC batches. A row's own changes keep their order, since no id comes back.
     */
    static List<Change> inOrderOfWriting(List<Change> changes) {
        List<Change> ordered = new ArrayList<>(changes);
        Collections.sort(ordered, (a, b) -> a.operation().compareTo(b.operation()));
        return ordered;
    }

    /**
     * Writes and commits.
     *
     * @param changes in the order of writing
     * @return which of them found no row to update or delete, and so changed nothing
     * @throws SQLException if nothing was written, unless the connection broke
     */
    BitSet write(List<Change> changes) throws SQLException {
        if (changes.size() == 1) {
            Change change = changes.get(0);
            PreparedStatement statement = bind(change);
            BitSet missed = new BitSet(1);
            missed.set(0, statement.executeUpdate() == 0);
            return missed;
        }
        connection.setAutoCommit(false);
        try {
            BitSet missed = writeBatches(changes);
            connection.commit();
            connection.setAutoCommit(true);
            return missed;
        } catch (SQLException e) {
            undo(e);
            throw e;
        }
    }

    /**
     * Runs the statements that change nothing (no id equals null) a few times, so that the server has planned them and the
     * JVM loaded what they need before the first row is due.
     */
    void warmUp() throws SQLException {
        for (int i = 0; i < WARM_UPS; i++) {
            for (int column = 1; column <= columns; column++) {
                update.setString(column, "");
            }
            update.setNull(columns + 1, Types.BIGINT);
            update.executeUpdate();
            delete.setNull(1, Types.BIGINT);
            delete.executeUpdate();
        }
    }

    private BitSet writeBatches(List<Change> changes) throws SQLException {
        BitSet missed = new BitSet(changes.size());
        int written = 0;
        while (written < changes.size()) {
            int end = written;
            PreparedStatement statement = null;
            Operation operation = changes.get(written).operation();
            while (end < changes.size() && changes.get(end).operation() == operation) {
                statement = bind(changes.get(end++));
                statement.addBatch();
            }
            markMissed(statement, written, missed);
            written = end;
        }
        return missed;
    }

    private static void markMissed(@Nullable PreparedStatement statement, int from, BitSet missed) throws SQLException {
        int[] counts = statement == null ? new int[0] : statement.executeBatch();
        for (int i = 0; i < counts.length; i++) {
            missed.set(from + i, counts[i] == 0);
        }
    }

    private void undo(SQLException cause) {
        try {
            for (PreparedStatement statement : List.of(insert, update, delete)) {
                statement.clearBatch();
            }
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private PreparedStatement bind(Change change) throws SQLException {
        return switch (change.operation()) {
            case INSERT -> {
                insert.setLong(1, change.id());
                bindValues(insert, 2, change.after());
                yield insert;
            }
            case UPDATE -> {
                int next = bindValues(update, 1, change.after());
                update.setLong(next, change.id());
                yield update;
            }
            case DELETE -> {
                delete.setLong(1, change.id());
                yield delete;
            }
        };
    }

    private static int bindValues(PreparedStatement statement, int first, @Nullable Row row) throws SQLException {
        int parameter = first;
        if (row != null) {
            for (Object value : row.values()) {
                statement.setObject(parameter++, value);
            }
        }
        return parameter;
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        update.close();
        delete.close();
    }
}
