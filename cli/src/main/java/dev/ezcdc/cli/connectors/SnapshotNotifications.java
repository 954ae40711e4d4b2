package dev.ezcdc.cli.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ezcdc.infra.StackException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Follows an incremental snapshot by the notifications that Debezium writes to a topic. Not thread-safe. */
final class SnapshotNotifications {
    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);

    private final KafkaConsumer<String, String> notifications;
    private final String signalId;
    private final Consumer<String> progress;
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private boolean started;
    private boolean completed;

    /** @param notifications at the position at which the signal is sent */
    SnapshotNotifications(KafkaConsumer<String, String> notifications, String signalId, Consumer<String> progress) {
        this.notifications = notifications;
        this.signalId = signalId;
        this.progress = progress;
    }

    /**
     * Waits for the end of the snapshot.
     *
     * @param idleTimeout the longest time without a notification
     * @param check called every two seconds; throws if the snapshot cannot continue
     */
    void await(Duration idleTimeout, Runnable check) {
        long lastNews = System.nanoTime();
        long lastCheck = System.nanoTime();
        while (!completed) {
            for (ConsumerRecord<String, String> each : notifications.poll(POLL)) {
                lastNews = System.nanoTime();
                accept(DeletedRows.payload(String.valueOf(each.value())));
            }
            long now = System.nanoTime();
            if (now - lastCheck > CHECK_INTERVAL.toNanos()) {
                lastCheck = now;
                check.run();
            }
            if (!completed && now - lastNews > idleTimeout.toNanos()) {
                throw new StackException(
                        started
                                ? "the snapshot made no progress for " + idleTimeout.toSeconds()
                                        + " s. It continues in the connector; follow its log"
                                : "the connector did not start the snapshot within " + idleTimeout.toSeconds()
                                        + " s. Check that it is RUNNING and, if signals come from a topic, that Kafka Connect"
                                        + " reaches the brokers of signal.kafka.bootstrap.servers with the settings"
                                        + " signal.consumer.*");
            }
        }
    }

    /** Returns the number of rows of each table that was read. */
    Map<String, Long> rows() {
        return rows;
    }

    /** Returns the reason for each table that was not read. */
    Map<String, String> failures() {
        return failures;
    }

    private void accept(JsonNode notification) {
        JsonNode data = notification.path("additional_data");
        if (!notification.path("aggregate_type").asText().equals("Incremental Snapshot")
                || !notification.path("id").asText().equals(signalId)) {
            return;
        }
        started = true;
        switch (notification.path("type").asText()) {
            case "IN_PROGRESS" -> progress.accept(describe(data));
            case "TABLE_SCAN_COMPLETED" -> complete(data);
            case "ABORTED" -> throw new StackException("the snapshot was aborted by another signal");
            case "COMPLETED" -> completed = true;
            default -> {
                return; // STARTED, DATA_COLLECTIONS_RESOLVED, PAUSED, RESUMED
            }
        }
    }

    private void complete(JsonNode data) {
        String table = data.path("scanned_collection").asText();
        String status = data.path("status").asText();
        switch (status) {
            case "SUCCEEDED", "EMPTY" -> {
                long read = data.path("total_rows_scanned").asLong();
                rows.put(table, read);
                progress.accept(table + ": " + read + " rows read");
            }
            case "NO_PRIMARY_KEY" -> failures.put(table, "it has no primary key, by which Debezium reads in chunks");
            default -> failures.put(table, "Debezium reports " + status + ". See the worker's log");
        }
    }

    private static String describe(JsonNode data) {
        String table = data.path("current_collection_in_progress").asText();
        long total = data.path("total_rows").asLong(-1);
        long chunks = data.path("total_chunks").asLong(0);
        long chunk = data.path("chunk_index").asLong(0);
        if (total < 0 || chunks <= 0) {
            return table + ": read up to key " + data.path("last_processed_key").asText();
        }
        long done = chunk >= chunks ? total : total * chunk / chunks;
        return String.format(Locale.ROOT, "%s: about %d of %d rows", table, done, total);
    }
}
