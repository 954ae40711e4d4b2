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
 * Finds out over a new connection whether what a lost one wrote last was committed: by {@code pg_xact_status} if the
 * transaction's number is known, and by the row as it stands, which only its own lane writes to. Both are needed: after a
 * crash a number that never reached the disk is given again, to another transaction.
 *
 * @param session the new one
 * @param lost the one that was lost; its backend is ended first, so that the answer is final
 */
record InDoubtResolver(Session session, Session lost, LoadClock clock, List<TargetTable> tables) {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /**
     * Whether the changes are committed.
     *
     * @param xid the transaction's number; 0 if it is not known
     * @param patience how many nanoseconds the lost session's backend may take to end
     */
    boolean isCommitted(List<WrittenChange> changes, long xid, long patience) throws SQLException {
        awaitLostSessionEnd(patience);
        if (xid != 0 && !"committed".equals(findStatus(xid))) {
            return false;
        }
        WrittenChange telling = witness(changes);
        return telling.table().keyColumns().isEmpty() || isApplied(telling);
    }

    /** Whether the table was truncated. */
    boolean isTruncated(TargetTable table, long xid, long patience) throws SQLException {
        awaitLostSessionEnd(patience);
        if (!"committed".equals(findStatus(xid))) {
            return false;
        }
        try (PreparedStatement query = session.connection().prepareStatement(table.isEmptySql());
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void awaitLostSessionEnd(long patience) throws SQLException {
        long giveUp = clock.nanos() + patience;
        while (!session.terminate(lost)) {
            if (clock.nanos() > giveUp) {
                throw new LoadException("The server still holds a session that was lost (pid " + lost.pid()
                        + "), so there is no telling whether its last statement was committed.");
            }
            clock.park(POLL_NANOS);
        }
    }

    /** Null if the number is unknown: it was never written down, or long ago. */
    private @Nullable String findStatus(long xid) throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement("SELECT pg_xact_status(?::text::xid8)")) {
            query.setString(1, Long.toString(xid));
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        } catch (SQLException e) {
            if (SqlErrors.isInvalidValue(e)) {
                return null; // lies in the future: lost in a crash, and not given again yet
            }
            throw e;
        }
    }

    /** The last insert if there is one, whose row is surely there; else the last change. */
    private static WrittenChange witness(List<WrittenChange> changes) {
        WrittenChange last = changes.get(changes.size() - 1);
        for (WrittenChange change : changes) {
            boolean goesOn = changes.stream()
                    .anyMatch(other -> other != change
                            && other.id() == change.newId()
                            && other.table().index() == change.table().index());
            if (change.operation() == LoadOperation.INSERT && !goesOn) {
                return change;
            }
        }
        return last;
    }

    private boolean isApplied(WrittenChange change) throws SQLException {
        TargetTable table = tables.get(change.table().index());
        Connection connection = session.connection();
        try (PreparedStatement query = connection.prepareStatement(table.matchesRowSql())) {
            int place = 1;
            @Nullable WrittenRow image = change.after() == null ? change.before() : change.after();
            for (int i = 0; i < table.jdbcTypes().length; i++) {
                @Nullable Object value = image == null ? null : image.values().get(i);
                query.setString(place++, value == null ? null : value.toString());
            }
            int[] keyTypes = table.keyJdbcTypes();
            for (int i = 0; i < keyTypes.length; i++) {
                query.setObject(place++, change.newKey().values().get(i), keyTypes[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                boolean there = row.next();
                return change.operation() == LoadOperation.DELETE ? !there : there && row.getBoolean(1);
            }
        }
    }
}
