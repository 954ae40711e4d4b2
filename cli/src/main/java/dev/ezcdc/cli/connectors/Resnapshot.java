package dev.ezcdc.cli.connectors;

import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.SettingText;
import dev.ezcdc.infra.database.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads captured tables again while the connector streams: an incremental snapshot of Debezium, from the check of its
 * requirements to the report of the rows whose deletes were lost. Runs once.
 */
public final class Resnapshot {
    private static final int READ_ONLY_VERSION = 130000;

    private final Request request;
    private final ConnectorControl control;
    private final Database database;
    private final KafkaTopics topics;
    private final Consumer<String> progress;

    /**
     * The options of a resnapshot. Immutable.
     *
     * @param patterns the tables, as patterns; empty for all that the connector captures
     * @param setUp whether to change the connector's settings if signals need it
     * @param newSlot whether to replace the connector's slot first
     * @param force whether to replace a slot that streams
     * @param brokers the brokers as Kafka Connect reaches them
     * @param findDeleted whether to read the topics for rows that the tables no longer have
     */
    public record Request(
            String connector,
            List<String> patterns,
            boolean setUp,
            boolean newSlot,
            boolean force,
            SignalSettings.Brokers brokers,
            boolean findDeleted) {
        public Request {
            patterns = List.copyOf(patterns);
        }
    }

    /**
     * The result. Immutable.
     *
     * @param rows the rows read of each table
     * @param failures the reason for each table that was not read
     * @param deleted the keys that a table's topic has and the table has not
     */
    public record Result(Map<String, Long> rows, Map<String, String> failures, Map<String, List<String>> deleted) {
        public Result {
            rows = Map.copyOf(rows);
            failures = Map.copyOf(failures);
            deleted = Map.copyOf(deleted);
        }
    }

    public Resnapshot(
            Request request,
            ConnectorControl control,
            Database database,
            Map<String, Object> kafkaClientSettings,
            Consumer<String> progress) {
        this.request = request;
        this.control = control;
        this.database = database;
        this.topics = new KafkaTopics(kafkaClientSettings, control.timeout());
        this.progress = progress;
    }

    public Result run() {
        ConnectorConfig original = control.require(request.connector());
        SignalSettings signals = new SignalSettings(original);
        Map<String, String> missing = signals.findMissing(request.brokers());
        if (!missing.isEmpty() && !request.setUp()) {
            throw new StackException(
                    "connector " + original.name() + " is not set up for signals. The same command with"
                            + " --set-up sets " + String.join(", ", missing.keySet()) + ", which restarts its task");
        }
        List<SnapshotTable> chosen = chooseTables(original, signals);
        List<SnapshotTable> tables = chosen.stream()
                .filter(table -> table.findObstacle(signals).isEmpty())
                .toList();
        SlotReplacement slot = new SlotReplacement(control, database, progress);
        if (request.newSlot() && !request.force()) {
            slot.requireLost(original);
        }
        topics.create(signals.notificationTopic());
        if (!signals.usesTable()) {
            topics.create(signals.signalTopic());
        }
        prepareConnector(original, missing, slot);
        Map<SnapshotTable, Map<TopicPartition, Long>> starts = new LinkedHashMap<>();
        tables.forEach(table -> starts.put(table, topics.endOffsets(table.topic(signals.prefix()))));
        Result result = snapshot(signals, tables, starts);
        if (request.newSlot()) {
            slot.restoreSnapshotMode(original);
        }
        Map<String, String> failures = new LinkedHashMap<>(result.failures());
        chosen.forEach(table -> table.findObstacle(signals).ifPresent(reason -> failures.put(table.id(), reason)));
        return new Result(result.rows(), failures, result.deleted());
    }

    private List<SnapshotTable> chooseTables(ConnectorConfig config, SignalSettings signals) {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("select current_setting('server_version_num')::int")) {
            version.next();
            if (!signals.usesTable() && version.getInt(1) < READ_ONLY_VERSION) {
                throw new StackException(
                        "PostgreSQL before version 13 needs a signal table that the connector's role can"
                                + " write. Set signal.data.collection");
            }
            List<SnapshotTable> captured = SnapshotTable.findCaptured(connection, config);
            List<SnapshotTable> chosen = request.patterns().isEmpty()
                    ? captured
                    : SnapshotTable.choose(captured, request.patterns(), config.name());
            if (chosen.stream().noneMatch(table -> table.findObstacle(signals).isEmpty())) {
                throw new StackException("cannot read "
                        + chosen.stream()
                                .map(table -> table.id() + ": "
                                        + table.findObstacle(signals).orElseThrow())
                                .collect(Collectors.joining("; "))
                        + ". For a new snapshot of all tables stop the connector and reset its offsets:"
                        + " `./cdc connectors offsets " + config.name() + " --reset`");
            }
            return chosen;
        } catch (SQLException e) {
            throw database.toStackException(e);
        }
    }

    private void prepareConnector(ConnectorConfig original, Map<String, String> missing, SlotReplacement slot) {
        missing.forEach((key, value) -> progress.accept("setting " + key + "=" + SettingText.of(key, value)));
        if (request.newSlot()) {
            slot.replace(original, missing);
        } else if (!missing.isEmpty()) {
            // The old task would read the signal and ignore it.
            control.replace(original, original.with(missing), database);
        }
        requireRunning();
    }

    private void requireRunning() {
        ConnectorStatus status = control.status(request.connector());
        ConnectorControl.requireNoFailure(status);
        if (status.state().equals("PAUSED") || status.state().equals("STOPPED")) {
            throw new StackException("connector " + request.connector() + " is " + status.state()
                    + ". Resume it: `./cdc connectors resume " + request.connector() + "`");
        }
    }

    private Result snapshot(
            SignalSettings signals, List<SnapshotTable> tables, Map<SnapshotTable, Map<TopicPartition, Long>> starts) {
        String id = UUID.randomUUID().toString();
        try (KafkaConsumer<String, String> notifications = topics.openAtEnd(signals.notificationTopic());
                SnapshotSignal signal = new SnapshotSignal(database, topics, signals)) {
            progress.accept(
                    "reading " + tables.stream().map(Resnapshot::describe).collect(Collectors.joining(", ")));
            signal.commitTransaction(); // before the signal: see SignalSettings
            signal.send(id, tables);
            SnapshotNotifications followed = new SnapshotNotifications(notifications, id, progress);
            followed.await(control.timeout(), () -> {
                requireRunning();
                signal.commitTransaction();
            });
            return new Result(followed.rows(), followed.failures(), findDeleted(signals, starts, followed.rows()));
        }
    }

    private Map<String, List<String>> findDeleted(
            SignalSettings signals, Map<SnapshotTable, Map<TopicPartition, Long>> starts, Map<String, Long> rowsRead) {
        Map<String, List<String>> deleted = new LinkedHashMap<>();
        if (request.findDeleted()) {
            starts.forEach((table, start) -> {
                if (!rowsRead.containsKey(table.id())) {
                    return; // not read, so nothing is known about its rows
                }
                List<String> keys =
                        new DeletedRows(topics).find(table.topic(signals.prefix()), start, rowsRead.get(table.id()));
                if (!keys.isEmpty()) {
                    deleted.put(table.id(), keys);
                }
            });
        }
        return deleted;
    }

    private static String describe(SnapshotTable table) {
        return table.id() + (table.estimatedRows() < 0 ? "" : " (about " + table.estimatedRows() + " rows)");
    }
}
