package dev.ezcdc.loadgen.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A connection with what the server calls it, so that another one can find out later what became of it.
 *
 * @param pid of its backend
 * @param start of its backend, as the server writes it: a pid alone may be given again
 */
record Session(Connection connection, int pid, String start) {

    static Session forConnection(Connection connection) throws SQLException {
        String sql = "SELECT pid, backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()";
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return new Session(connection, row.getInt(1), row.getString(2));
        }
    }

    /** Ends another session's backend if it is still there; false while it is. */
    boolean terminate(Session other) throws SQLException {
        String sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ? AND backend_start::text = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, other.pid);
            query.setString(2, other.start);
            try (ResultSet row = query.executeQuery()) {
                return !row.next();
            }
        }
    }
}
