package dev.ezcdc.infra.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.LogTail;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a connector's configuration before it is registered: each setting alone, and against the other connectors. */
public record ConnectorValidation(ConnectClient connect) {
    /** Returns a message for each setting that the connector's class or the worker refuses. */
    public List<String> findInvalidSettings(ConnectorConfig config) {
        String connectorClass = config.settings().get("connector.class");
        if (connectorClass == null) {
            return List.of("connector.class is not set. Set it to the class of the connector");
        }
        Map<String, String> body = new LinkedHashMap<>(config.settings());
        body.put("name", config.name());
        String path =
                "connector-plugins/" + URLEncoder.encode(connectorClass, StandardCharsets.UTF_8) + "/config/validate";
        JsonNode response;
        try {
            response = connect.exchange("PUT", path, body);
        } catch (StackException e) {
            throw new StackException(
                    "cannot validate connector " + config.name() + " of class " + connectorClass + ": "
                            + LogTail.escapeControlCharacters(hideSecrets(String.valueOf(e.getMessage()), config)),
                    e);
        }
        if (!response.has("configs")) {
            throw new StackException("cannot validate connector " + config.name() + ": Kafka Connect at "
                    + connect.url() + " gave an empty answer. See the worker's log");
        }
        Set<String> messages = new LinkedHashSet<>();
        for (JsonNode each : response.path("configs")) {
            JsonNode value = each.path("value");
            for (JsonNode error : value.path("errors")) {
                messages.add(describe(value.path("name").asText(), error.asText(), config));
            }
        }
        return List.copyOf(messages);
    }

    private static String describe(String key, String error, ConnectorConfig config) {
        String text = LogTail.escapeControlCharacters(hideSecrets(error.strip(), config));
        String value = config.settings().get(key);
        String shown = value == null ? "" : "=" + SettingText.of(key, value);
        return "setting " + key + shown + ": " + text;
    }

    /** The messages of Kafka and Debezium quote values. */
    private static String hideSecrets(String text, ConnectorConfig config) {
        String hidden = text;
        for (Map.Entry<String, String> setting : config.settings().entrySet()) {
            boolean isSecret =
                    SettingText.mask(setting.getKey(), setting.getValue()).equals(SettingText.MASK);
            if (isSecret) {
                hidden = hidden.replace(setting.getValue(), SettingText.MASK);
            }
        }
        return hidden;
    }

    /**
     * Returns a message for each slot, publication, topic prefix or signal topic that another registered connector has.
     * Two connectors cannot read one slot; with one publication each changes what the other receives; and with one topic
     * prefix the changes of both get into the same topics.
     */
    public List<String> findClashes(ConnectorConfig config) {
        return findClashes(config, ConnectClient.REQUEST_TIMEOUT);
    }

    /** Returns what {@link #findClashes(ConnectorConfig)} does, or fails after a timeout. */
    List<String> findClashes(ConnectorConfig config, Duration timeout) {
        List<String> clashes = new ArrayList<>();
        connect.listConfigs(timeout).forEach((name, settings) -> {
            if (!name.equals(config.name())) {
                addClashes(config, new ConnectorConfig(name, settings), clashes);
            }
        });
        return clashes;
    }

    private static void addClashes(ConnectorConfig config, ConnectorConfig other, List<String> clashes) {
        if (!isPostgres(other)) {
            return;
        }
        if (isSame("database.hostname", config, other) && isSame("database.port", config, other)) {
            if (config.slotName().equals(other.slotName())) {
                clashes.add(clash("slot.name", config.slotName(), other));
            }
            if (isSame("database.dbname", config, other)
                    && config.publicationName().isPresent()
                    && config.publicationName().equals(other.publicationName())) {
                clashes.add(clash("publication.name", config.publicationName().get(), other));
            }
        }
        String prefix = config.settings().get("topic.prefix");
        if (prefix != null && prefix.equals(other.settings().get("topic.prefix"))) {
            clashes.add(clash("topic.prefix", prefix, other));
        }
    }

    private static String clash(String key, String value, ConnectorConfig other) {
        return key + "=" + LogTail.escapeControlCharacters(value) + " belongs to connector " + other.name()
                + ". Set another " + key + ", or delete that connector: `./cdc connectors delete " + other.name() + "`";
    }

    private static boolean isPostgres(ConnectorConfig config) {
        return config.settings().getOrDefault("connector.class", "").contains("Postgres");
    }

    private static boolean isSame(String key, ConnectorConfig one, ConnectorConfig other) {
        @Nullable String value = one.settings().get(key);
        return Objects.equals(value, other.settings().get(key));
    }
}
