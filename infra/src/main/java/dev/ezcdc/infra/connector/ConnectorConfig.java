package dev.ezcdc.infra.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.TextFiles;
import dev.ezcdc.infra.profile.Profile;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connector's name and configuration: {@code debezium/customers_conf.json} with whatever a stack changes.
 *
 * @param settings in the file's order; unmodifiable
 */
public record ConnectorConfig(String name, Map<String, String> settings) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLASS_KEY = "connector.class";
    private static final String SAFE_OFFSETS_CLASS = "dev.ezcdc.connect.SafeOffsetsPostgresConnector";
    private static final String DEBEZIUM_CLASS = "io.debezium.connector.postgresql.PostgresConnector";

    public ConnectorConfig {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The one that compose registers as well. */
    public static ConnectorConfig loadDefault() {
        return parse(TextFiles.readResource("debezium/customers_conf.json"));
    }

    /** From the form that {@code POST /connectors} takes: {@code {"name": …, "config": {…}}}. */
    static ConnectorConfig parse(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            Map<String, String> settings = new LinkedHashMap<>();
            root.path("config")
                    .fields()
                    .forEachRemaining(field ->
                            settings.put(field.getKey(), field.getValue().asText()));
            if (!root.path("name").isTextual() || settings.isEmpty()) {
                throw new StackException("a connector's configuration is {\"name\": …, \"config\": {…}}");
            }
            return new ConnectorConfig(root.path("name").asText(), settings);
        } catch (JsonProcessingException e) {
            throw new StackException("a connector's configuration is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** With these settings instead of, and besides, its own. */
    public ConnectorConfig with(Map<String, String> overrides) {
        Map<String, String> merged = new LinkedHashMap<>(settings);
        merged.putAll(overrides);
        return new ConnectorConfig(name, merged);
    }

    /** With a profile's settings instead of those of the default one, which the file has. */
    public ConnectorConfig withProfile(Profile profile) {
        Map<String, String> merged = new LinkedHashMap<>(settings);
        merged.keySet().removeAll(Profile.balanced().connectorSettings().keySet());
        merged.putAll(profile.connectorSettings());
        return new ConnectorConfig(name, merged);
    }

    /**
     * As a worker can run it: with Debezium's own connector if the worker has not got the one of {@code infra/plugins}.
     *
     * @param classes the connectors that it has
     */
    ConnectorConfig withAvailableClass(Collection<String> classes) {
        boolean without = SAFE_OFFSETS_CLASS.equals(settings.get(CLASS_KEY)) && !classes.contains(SAFE_OFFSETS_CLASS);
        return without ? with(Map.of(CLASS_KEY, DEBEZIUM_CLASS)) : this;
    }

    /** The replication slot; Debezium's own default when none is set. */
    public String slotName() {
        return settings.getOrDefault("slot.name", "debezium");
    }

    /** The publication that says which changes PostgreSQL sends, or empty for a plug-in that has none. */
    Optional<String> publicationName() {
        return settings.getOrDefault("plugin.name", "decoderbufs").equals("pgoutput")
                ? Optional.of(settings.getOrDefault("publication.name", "dbz_publication"))
                : Optional.empty();
    }

    /** The tables to capture, each a regular expression; empty for all. */
    List<String> tablePatterns() {
        return Arrays.stream(settings.getOrDefault("table.include.list", "").split(",", -1))
                .map(String::strip)
                .filter(table -> !table.isEmpty())
                .toList();
    }

    /** Whether a registered configuration is this one; Connect adds the connector's name to it. */
    boolean isRegisteredAs(Map<String, String> registered) {
        Map<String, String> named = new LinkedHashMap<>(settings);
        named.put("name", name);
        Map<String, String> other = new LinkedHashMap<>(registered);
        other.put("name", name);
        return named.equals(other);
    }
}
