package dev.ezcdc.cli.connectors;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectorConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private static final String POLL_TIMEOUT = "signal.kafka.poll.timeout.ms";
    private static final String CLIENT_PREFIX = "signal.consumer.";
    private static final String PROTOCOL = "security.protocol";
    private static final String NOTIFICATION_CHANNELS = "notification.enabled.channels";
    private static final String NOTIFICATION_TOPIC = "notification.sink.topic.name";
    private static final String READ_ONLY = "read.only";
    private static final String HEARTBEAT = "heartbeat.action.query";
    private static final Pattern NOT_TRANSACTIONAL =
            Pattern.compile("(?i)(pg_logical_emit_message\\s*\\(\\s*)false\\b");

    /**
     * Kafka as the connector's own client reaches it. Immutable.
     *
     * @param bootstrapServers the brokers
     * @param clientSettings the client's security settings; passwords are references, such as <code>${env:NAME}</code>
     * @param protocol the brokers' {@code security.protocol}
     */
    public record Brokers(String bootstrapServers, Map<String, String> clientSettings, String protocol) {
        public Brokers {
            clientSettings = Map.copyOf(clientSettings);
        }
    }

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
     * @param brokers the brokers with the signal topic
     * @throws StackException if the brokers require a login that neither the connector nor {@code brokers} has
     */
    public Map<String, String> findMissing(Brokers brokers) {
        Map<String, String> wanted = new LinkedHashMap<>();
        if (!usesTable()) {
            wanted.put(READ_ONLY, "true");
            wanted.put(SIGNAL_CHANNELS, with(channels(SIGNAL_CHANNELS, "source"), "kafka"));
            wanted.put(SIGNAL_TOPIC, signalTopic());
            wanted.put(SIGNAL_SERVERS, config.settings().getOrDefault(SIGNAL_SERVERS, brokers.bootstrapServers()));
            wanted.putAll(clientSettings(brokers));
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

    /** Returns the security settings of the client that reads signals. The connector's settings stay unchanged. */
    private Map<String, String> clientSettings(Brokers brokers) {
        Map<String, String> wanted = new TreeMap<>();
        if (brokers.protocol().equals("PLAINTEXT")) {
            return wanted;
        }
        // Debezium polls every five seconds and by default does not wait: one step of the TLS handshake and the login
        // per
        // poll, until Kafka closes the connection.
        wanted.put(POLL_TIMEOUT, config.settings().getOrDefault(POLL_TIMEOUT, "1000"));
        if (!get(CLIENT_PREFIX + PROTOCOL).isEmpty()) {
            return wanted;
        }
        if (brokers.clientSettings().isEmpty()) {
            throw new StackException("Kafka requires " + PROTOCOL + "=" + brokers.protocol() + ", and connector "
                    + config.name() + " has no " + CLIENT_PREFIX + PROTOCOL
                    + ", with which it reads signals. Name a file"
                    + " of Kafka client settings that are right for Kafka Connect (--kafka-config-for-connect)");
        }
        brokers.clientSettings().forEach((key, value) -> wanted.put(CLIENT_PREFIX + key, value));
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
