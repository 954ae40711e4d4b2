package dev.ezcdc.cli.connectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.infra.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the signal for an incremental snapshot, and commits transactions while the connector reads: in a database without
 * writes, Debezium reads on when it sees one. Keeps one connection to the database. Not thread-safe.
 */
final class SnapshotSignal implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRANSACTION = "select pg_logical_emit_message(true, 'ez-cdc.heartbeat', '')";
    private static final int VALIDATION_SECONDS = 5;

    private final Database database;
    private final KafkaTopics topics;
    private final SignalSettings signals;
    private @Nullable Connection connection;

    SnapshotSignal(Database database, KafkaTopics topics, SignalSettings signals) {
        this.database = database;
        this.topics = topics;
        this.signals = signals;
    }

    /** Commits a transaction without rows. */
    void commitTransaction() {
        try (Statement statement = connection().createStatement()) {
            statement.execute(TRANSACTION);
        } catch (SQLException e) {
            throw database.toStackException(e);
        }
    }

    /** @param id the identifier of the signal, which Debezium's notifications have, too */
    void send(String id, List<SnapshotTable> tables) {
        ObjectNode data = JSON.createObjectNode().put("type", "INCREMENTAL");
        ArrayNode collections = data.putArray("data-collections");
        tables.forEach(table -> collections.add(table.signalName()));
        if (signals.usesTable()) {
            insert(id, data.toString());
            return;
        }
        ObjectNode signal = JSON.createObjectNode().put("id", id).put("type", "execute-snapshot");
        signal.set("data", data);
        topics.send(signals.signalTopic(), signals.prefix(), signal.toString());
    }

    private void insert(String id, String data) {
        String sql = "insert into " + SnapshotTable.quoteId(signals.table()) + " values (?, ?, ?)";
        try (PreparedStatement insert = connection().prepareStatement(sql)) {
            insert.setString(1, id);
            insert.setString(2, "execute-snapshot");
            insert.setString(3, data);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw database.toStackException(e);
        }
    }

    /** Returns the open connection, or a new one after the server has closed it. */
    private Connection connection() throws SQLException {
        Connection open = connection;
        if (open != null && open.isValid(VALIDATION_SECONDS)) {
            return open;
        }
        close();
        Connection opened = database.open();
        connection = opened;
        return opened;
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                throw database.toStackException(e);
            }
        }
    }
}
