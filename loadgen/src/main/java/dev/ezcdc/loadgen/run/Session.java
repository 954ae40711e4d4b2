package dev.ezcdc.loadgen.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A connection and the identity of its backend, so that another connection can terminate the backend later.
 *
 * @param pid process ID of the backend
 * @param backendStart start time of the backend in the server's notation, because process IDs are reused
 */
record Session(Connection connection, int pid, String backendStart) {

    static Session forConnection(Connection connection) throws SQLException {
        String sql = "SELECT pid, backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()";
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return new Session(connection, row.getInt(1), row.getString(2));
        }
    }

    /** Terminates the backend of another session. Returns false while the backend is still running. */
    boolean terminate(Session other) throws SQLException {
        String sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ? AND backend_start::text = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, other.pid);
            query.setString(2, other.backendStart);
            try (ResultSet row = query.executeQuery()) {
                return !row.next();
            }
        }
    }
}
