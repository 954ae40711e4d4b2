package dev.ezcdc.corpora;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A running database server with an empty database. */
interface DatabaseServer extends AutoCloseable {

    /** Opens a connection to the server as its administrator. */
    Connection connect() throws SQLException;

    /** Returns the connector's settings for this server. */
    Map<String, String> connectorSettings();

    /** Stops the server and deletes its data. */
    @Override
    void close();

    /** Executes statements, each in its own transaction. */
    default void execute(Iterable<String> statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw new SQLException(sql + ": " + e.getMessage(), e);
                }
            }
        }
    }
}
