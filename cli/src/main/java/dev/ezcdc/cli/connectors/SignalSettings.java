package dev.ezcdc.cli.connectors;

import dev.ezcdc.infra.connector.ConnectorConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The settings with which a connector takes signals and reports an incremental snapshot.
 *
 * <p>If the connector has a signal table that its role can write, that table is used. Otherwise signals come from a Kafka
 * topic, and the connector needs no right to write ({@code read.only=true}). Debezium 3.7 then fails if the last message
 * that it has read was not part of a transaction, so a heartbeat query must emit a transactional one.
 */
public record SignalSettings(ConnectorConfig config) {
    private static final String SIGNAL_CHANNELS = "signal.enabled.channels";
    private static final String SIGNAL_TOPIC = "signal.kafka.topic";
    private static final String SIGNAL_SERVERS = "signal.kafka.bootstrap.servers";
    private static final String NOTIFICATION_CHANNELS = "notification.enabled.channels";
    private static final String NOTIFICATION_TOPIC = "notification.sink.topic.name";
    private static final String READ_ONLY = "read.only";
    private static final String HEARTBEAT = "heartbeat.action.query";
    private static final Pattern NOT_TRANSACTIONAL =
            Pattern.compile("(?i)(pg_logical_emit_message\\s*\\(\\s*)false\\b");

    /** Returns whether signals are rows of a table. */
    public boolean usesTable() {
        return !get("signal.data.collection").isBlank()
                && channels(SIGNAL_CHANNELS, "source").contains("source")
                && !get(READ_ONLY).equals("true");
    }

    /** Returns the signal table: {@code schema.table}. */
    String table() {
        return get("signal.data.collection");
    }

    public String signalTopic() {
        return config.settings().getOrDefault(SIGNAL_TOPIC, prefix() + "-signal");
    }

    public String notificationTopic() {
        return config.settings().getOrDefault(NOTIFICATION_TOPIC, prefix() + "-notification");
    }

    String prefix() {
        return get("topic.prefix");
    }

    /**
     * Returns the settings that are missing; empty if the connector is set up.
     *
     * @param bootstrapServers the brokers as Kafka Connect reaches them
     */
    public Map<String, String> findMissing(String bootstrapServers) {
        Map<String, String> wanted = new LinkedHashMap<>();
        if (!usesTable()) {
            wanted.put(READ_ONLY, "true");
            wanted.put(SIGNAL_CHANNELS, with(channels(SIGNAL_CHANNELS, "source"), "kafka"));
            wanted.put(SIGNAL_TOPIC, signalTopic());
            wanted.put(SIGNAL_SERVERS, config.settings().getOrDefault(SIGNAL_SERVERS, bootstrapServers));
            String heartbeat = get(HEARTBEAT);
            if (!heartbeat.isEmpty()) {
                wanted.put(HEARTBEAT, NOT_TRANSACTIONAL.matcher(heartbeat).replaceAll("$1true"));
            }
        }
        wanted.put(NOTIFICATION_CHANNELS, with(channels(NOTIFICATION_CHANNELS, ""), "sink"));
        wanted.put(NOTIFICATION_TOPIC, notificationTopic());
        wanted.entrySet()
                .removeIf(setting -> setting.getValue().equals(config.settings().get(setting.getKey())));
        return wanted;
    }

    private String get(String key) {
        return config.settings().getOrDefault(key, "");
    }

    private List<String> channels(String key, String byDefault) {
        List<String> channels = new ArrayList<>();
        for (String channel : config.settings().getOrDefault(key, byDefault).split(",", -1)) {
            if (!channel.isBlank()) {
                channels.add(channel.strip());
            }
        }
        return channels;
    }

    private static String with(List<String> channels, String channel) {
        List<String> all = new ArrayList<>(channels);
        if (!all.contains(channel)) {
            all.add(channel);
        }
        return String.join(",", all);
    }
}
