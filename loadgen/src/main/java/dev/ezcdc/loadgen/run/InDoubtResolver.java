package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.LoadOperation;
import dev.ezcdc.loadgen.SqlErrors;
import dev.ezcdc.loadgen.WrittenChange;
import dev.ezcdc.loadgen.WrittenRow;
import dev.ezcdc.loadgen.rows.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Determines, on a new connection, whether the last transaction of a lost connection was committed. It queries {@code
 * pg_xact_status} if the transaction ID is known, and then checks a row that the transaction wrote, which only its own
 * stream changes. Both are needed: after a crash, PostgreSQL reassigns transaction IDs that never reached the disk.
 *
 * @param session the new session
 * @param lost the lost session; its backend is terminated first, so that the outcome is final
 */
record InDoubtResolver(Session session, Session lost, LoadClock clock, List<TargetTable> tables) {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /**
     * Returns true if the changes are committed.
     *
     * @param xid the transaction ID; 0 if it is unknown
     * @param timeoutNanos how long to wait for the backend of the lost session to end
     */
    boolean isCommitted(List<WrittenChange> changes, long xid, long timeoutNanos) throws SQLException {
        awaitLostSessionEnd(timeoutNanos);
        if (xid != 0 && !"committed".equals(findStatus(xid))) {
            return false;
        }
        WrittenChange witness = findWitness(changes);
        boolean isIdentifiable = !witness.table().keyColumns().isEmpty()
                && tables.get(witness.table().index()).storesRowsAsSent();
        return !isIdentifiable || isApplied(witness);
    }

    /** Returns true if the table was truncated. */
    boolean isTruncated(TargetTable table, long xid, long timeoutNanos) throws SQLException {
        awaitLostSessionEnd(timeoutNanos);
        if (!"committed".equals(findStatus(xid))) {
            return false;
        }
        try (PreparedStatement query = session.connection().prepareStatement(table.isEmptySql());
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void awaitLostSessionEnd(long timeoutNanos) throws SQLException {
        long deadline = clock.nanos() + timeoutNanos;
        while (!session.terminate(lost)) {
            if (clock.nanos() > deadline) {
                throw new LoadException("Cannot determine whether the last statement of a lost session was committed:"
                        + " backend " + lost.pid() + " is still running.");
            }
            clock.park(POLL_NANOS);
        }
    }

    /** Returns null if the server does not know the transaction ID, because it was never logged or is too old. */
    private @Nullable String findStatus(long xid) throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement("SELECT pg_xact_status(?::text::xid8)")) {
            query.setString(1, Long.toString(xid));
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        } catch (SQLException e) {
            if (SqlErrors.isInvalidValue(e)) {
                return null; // in the future: lost in a crash and not reassigned yet
            }
            throw e;
        }
    }

    /** Returns the change whose row shows the outcome: an insert that no later change modifies, or else the last change. */
    private static WrittenChange findWitness(List<WrittenChange> changes) {
        WrittenChange last = changes.get(changes.size() - 1);
        for (WrittenChange change : changes) {
            boolean isModified = changes.stream()
                    .anyMatch(other -> other != change
                            && other.id() == change.newId()
                            && other.table().index() == change.table().index());
            if (change.operation() == LoadOperation.INSERT && !isModified) {
                return change;
            }
        }
        return last;
    }

    private boolean isApplied(WrittenChange change) throws SQLException {
        TargetTable table = tables.get(change.table().index());
        Connection connection = session.connection();
        try (PreparedStatement query = connection.prepareStatement(table.matchesRowSql())) {
            int parameter = 1;
            @Nullable WrittenRow expected = change.after() == null ? change.before() : change.after();
            for (int i = 0; i < table.jdbcTypes().length; i++) {
                @Nullable
                Object value = expected == null ? null : expected.values().get(i);
                query.setString(parameter++, value == null ? null : value.toString());
            }
            int[] keyTypes = table.keyJdbcTypes();
            for (int i = 0; i < keyTypes.length; i++) {
                query.setObject(parameter++, change.newKey().values().get(i), keyTypes[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                boolean exists = row.next();
                return change.operation() == LoadOperation.DELETE ? !exists : exists && row.getBoolean(1);
            }
        }
    }
}
