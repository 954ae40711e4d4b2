package dev.ezcdc.infra.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.database.CaptureCheck;
import dev.ezcdc.infra.database.CaptureGrant;
import dev.ezcdc.infra.database.JdbcAddress;
import dev.ezcdc.infra.database.TablePattern;
import dev.ezcdc.infra.os.TextFiles;
import dev.ezcdc.infra.profile.Profile;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A connector's name and configuration: {@code debezium/customers_conf.json} with a stack's changes. Immutable.
 *
 * @param settings in the order of the file
 */
public record ConnectorConfig(String name, Map<String, String> settings) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEFAULT_NAME = "customer-cdc";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");
    private static final String CLASS_KEY = "connector.class";
    private static final String SAFE_OFFSETS_CLASS = "dev.ezcdc.connect.SafeOffsetsPostgresConnector";
    private static final String DEBEZIUM_CLASS = "io.debezium.connector.postgresql.PostgresConnector";

    public ConnectorConfig {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Returns the packaged configuration, which compose registers too. */
    public static ConnectorConfig loadDefault() {
        return parse(TextFiles.readResource("debezium/customers_conf.json"));
    }

    /** Returns whether this is the packaged connector, and not one from a user's file. */
    public boolean isDefault() {
        return name.equals(DEFAULT_NAME);
    }

    /**
     * Returns a copy of a user's configuration with what it leaves out: the class, the database of a stack and the role
     * that reads it, the logical decoding plug-in, and topic prefix, slot and publication, named after the connector.
     *
     * @param database the settings {@code database.*} of the stack
     */
    public ConnectorConfig withDefaults(Map<String, String> database) {
        Map<String, String> merged = new LinkedHashMap<>(settings);
        boolean isOwnRole = settings.containsKey("database.user");
        database.forEach((key, value) -> {
            if (!(isOwnRole && key.equals("database.password"))) {
                merged.putIfAbsent(key, value);
            }
        });
        String derived = ConnectorFile.toSlotName(name);
        merged.putIfAbsent(CLASS_KEY, SAFE_OFFSETS_CLASS);
        merged.putIfAbsent("plugin.name", "pgoutput");
        merged.putIfAbsent("topic.prefix", derived);
        merged.putIfAbsent("slot.name", derived);
        if (merged.get("plugin.name").equals("pgoutput")) {
            merged.putIfAbsent("publication.name", derived);
            if (!isOwnRole) {
                merged.putIfAbsent("publication.autocreate.mode", "disabled");
            }
        }
        return new ConnectorConfig(name, merged);
    }

    /** @throws StackException if this configuration names another database than a stack's */
    public void requireDatabase(JdbcAddress stack) {
        Map<String, String> expected = Map.of(
                "database.hostname", stack.host(),
                "database.port", Integer.toString(stack.port()),
                "database.dbname", stack.database());
        expected.forEach((key, value) -> {
            String given = settings.getOrDefault(key, value);
            if (!given.equals(value) && !(LOOPBACK.contains(given) && LOOPBACK.contains(value))) {
                throw new StackException(
                        "connector " + name + ": " + key + " is " + given + ", but the stack's is "
                                + value
                                + ". Leave out database.hostname, database.port and database.dbname, and `up` sets them."
                                + " To capture another PostgreSQL, register the connector with a Kafka Connect that reaches it");
            }
        });
    }

    /** Parses the request body of {@code POST /connectors}: {@code {"name": …, "config": {…}}}. */
    static ConnectorConfig parse(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            Map<String, String> settings = new LinkedHashMap<>();
            root.path("config")
                    .fields()
                    .forEachRemaining(field ->
                            settings.put(field.getKey(), field.getValue().asText()));
            if (!root.path("name").isTextual() || settings.isEmpty()) {
                throw new StackException("malformed connector configuration: name or config is missing."
                        + " The form is {\"name\": …, \"config\": {…}}");
            }
            return new ConnectorConfig(root.path("name").asText(), settings);
        } catch (JsonProcessingException e) {
            throw new StackException("malformed connector configuration: not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Omits the values, because they include a password. */
    @Override
    public String toString() {
        return "ConnectorConfig[name=" + name + ", settings=" + settings.keySet() + "]";
    }

    /** Returns a copy with settings added or replaced. */
    public ConnectorConfig with(Map<String, String> overrides) {
        Map<String, String> merged = new LinkedHashMap<>(settings);
        merged.putAll(overrides);
        return new ConnectorConfig(name, merged);
    }

    /**
     * Returns the settings with which a connector follows a failover.
     *
     * @param hosts the primary and its standby, such as {@code 10.0.0.1:5432,10.0.0.2:5432}
     */
    public static Map<String, String> standbySettings(String hosts) {
        return Map.of(
                "database.hosts", hosts,
                "slot.failover", "true",
                // The slot of the standby is usable once the primary's has moved on, which an idle database needs
                // heartbeats for.
                "heartbeat.interval.ms", "1000",
                "status.update.interval.ms", "1000",
                "retriable.restart.connector.wait.ms", "500");
    }

    /** Returns a copy with a profile's settings in place of those of the default profile, which the file contains. */
    public ConnectorConfig withProfile(Profile profile) {
        Map<String, String> merged = new LinkedHashMap<>(settings);
        merged.keySet().removeAll(Profile.balanced().connectorSettings().keySet());
        merged.putAll(profile.connectorSettings());
        return new ConnectorConfig(name, merged);
    }

    /**
     * Returns a configuration that a worker can run: with Debezium's connector class if the worker lacks the one of
     * {@code infra/plugins}.
     *
     * @param classes the connector classes that the worker has
     */
    ConnectorConfig withAvailableClass(Collection<String> classes) {
        boolean missing = SAFE_OFFSETS_CLASS.equals(settings.get(CLASS_KEY)) && !classes.contains(SAFE_OFFSETS_CLASS);
        return missing ? with(Map.of(CLASS_KEY, DEBEZIUM_CLASS)) : this;
    }

    /** Returns the name of the replication slot; if it is not set, Debezium's default. */
    public String slotName() {
        return settings.getOrDefault("slot.name", "debezium");
    }

    /** Returns the first part of the names of the connector's topics. */
    public String topicPrefix() {
        return settings.getOrDefault("topic.prefix", "");
    }

    /** Returns the name of the publication, or empty if the logical decoding plug-in does not use one. */
    public Optional<String> publicationName() {
        return settings.getOrDefault("plugin.name", "decoderbufs").equals("pgoutput")
                ? Optional.of(settings.getOrDefault("publication.name", "dbz_publication"))
                : Optional.empty();
    }

    /** Returns what this connector needs in the database. */
    CaptureCheck captureCheck() {
        boolean pgoutput = publicationName().isPresent();
        return new CaptureCheck(
                settings.getOrDefault("database.user", ""),
                slotName(),
                publicationName(),
                pgoutput
                        && !settings.getOrDefault("publication.autocreate.mode", "all_tables")
                                .equals("disabled"),
                !TablePattern.split(settings.getOrDefault("skipped.operations", "t"))
                        .contains("t"),
                tablePatterns());
    }

    /** Returns the rights that this connector needs if it does not create its publication itself. */
    public CaptureGrant captureGrant() {
        return new CaptureGrant(
                settings.getOrDefault("database.user", ""), publicationName().orElse(""), tablePatterns());
    }

    /** Returns the regular expressions of the tables to capture; empty for all tables. */
    public List<String> tablePatterns() {
        return TablePattern.split(settings.getOrDefault("table.include.list", ""));
    }
}
