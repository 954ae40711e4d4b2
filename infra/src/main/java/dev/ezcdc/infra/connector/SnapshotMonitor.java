package dev.ezcdc.infra.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ezcdc.infra.SnapshotProgress;
import dev.ezcdc.infra.database.RowEstimate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Detects a running snapshot. A worker with {@code infra/plugins} reports its progress. With another worker, only the
 * session that created the slot shows that there is a snapshot. Stateless.
 */
record SnapshotMonitor(ConnectClient connect, ConnectorConfig config) {

    /** Returns the progress, or empty if no snapshot is running. */
    Optional<SnapshotProgress> findProgress(Connection connection) throws SQLException {
        Optional<JsonNode> metrics = connect.findMetrics(config.topicPrefix()).map(found -> found.path("snapshot"));
        if (metrics.isEmpty()) {
            return isSlotBeingCreated(connection)
                    ? Optional.of(new SnapshotProgress(0, 0, List.of()))
                    : Optional.empty();
        }
        return metrics.get().path("SnapshotRunning").asBoolean()
                ? Optional.of(read(metrics.get(), connection))
                : Optional.empty();
    }

    private static SnapshotProgress read(JsonNode snapshot, Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        snapshot.path("CapturedTables").forEach(name -> names.add(name.asText()));
        Map<String, Long> estimates = RowEstimate.estimate(connection, names);
        JsonNode scanned = snapshot.path("RowsScanned");
        List<SnapshotProgress.Table> tables = names.stream()
                .map(name -> new SnapshotProgress.Table(
                        name, scanned.path(name).asLong(), estimates.getOrDefault(name, SnapshotProgress.UNKNOWN)))
                .toList();
        int tablesDone = snapshot.path("TotalTableCount").asInt()
                - snapshot.path("RemainingTableCount").asInt();
        return new SnapshotProgress(snapshot.path("TotalNumberOfEventsSeen").asLong(), tablesDone, tables);
    }

    /** Debezium's session keeps its transaction open while others read what it sees. */
    private boolean isSlotBeingCreated(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select 1 from pg_stat_activity where state = 'idle in transaction'"
                        + " and starts_with(query, 'CREATE_REPLICATION_SLOT \"' || ? || '\"')")) {
            statement.setString(1, config.slotName());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
