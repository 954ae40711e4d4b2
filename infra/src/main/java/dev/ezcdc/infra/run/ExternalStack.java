package dev.ezcdc.infra.run;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.connector.ConnectorPlan;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.database.JdbcAddress;
import dev.ezcdc.infra.health.StackInspector;
import dev.ezcdc.infra.os.Poll;
import dev.ezcdc.infra.profile.Profile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Existing servers, identified by their addresses: started by compose, by Testcontainers, or by other means. Closing
 * the stack leaves the servers running and the connector registered. Thread-safe.
 */
public final class ExternalStack implements Stack {
    private static final int CONNECT_TIMEOUT_MILLIS = 3000;

    private final Endpoints endpoints;
    private final ConnectorLifecycle lifecycle;

    /**
     * The settings of an external stack. Immutable.
     *
     * @param endpoints the addresses as seen from this JVM
     * @param connectorName the name under which the connector is registered
     * @param connectorOverrides settings that replace those of {@code debezium/customers_conf.json}, such as
     *     {@code database.hostname} and {@code database.port}: PostgreSQL's address <em>as seen by Connect</em>
     * @param profile the settings of the connector and its producer; the profile's server settings are ignored
     */
    public record Settings(
            Endpoints endpoints, String connectorName, Map<String, String> connectorOverrides, Profile profile) {
        public Settings {
            Objects.requireNonNull(endpoints, "endpoints");
            Objects.requireNonNull(connectorName, "connector");
            Objects.requireNonNull(profile, "profile");
            connectorOverrides = Collections.unmodifiableMap(new LinkedHashMap<>(connectorOverrides));
        }

        /** Returns the settings of the connector {@code customer-cdc}, with PostgreSQL's address from {@code endpoints}. */
        public static Settings of(Endpoints endpoints) {
            JdbcAddress address = JdbcAddress.fromUrl(endpoints.jdbcUrl());
            Map<String, String> overrides = new LinkedHashMap<>();
            overrides.put("database.hostname", address.host());
            overrides.put("database.port", Integer.toString(address.port()));
            overrides.put("database.dbname", address.database());
            overrides.put("database.user", endpoints.user());
            overrides.put("database.password", endpoints.password());
            return new Settings(endpoints, ConnectorConfig.loadDefault().name(), overrides, Profile.balanced());
        }

        /** Returns a copy with PostgreSQL's address as seen by Connect: {@code database} and 5432 in compose. */
        public Settings withConnectDatabaseAddress(String host, int port) {
            return withConnectorOverrides(Map.of("database.hostname", host, "database.port", Integer.toString(port)));
        }

        public Settings withTables(List<String> tables) {
            return withConnectorOverrides(Map.of("table.include.list", String.join(",", tables)));
        }

        public Settings withProfile(Profile changed) {
            return new Settings(endpoints, connectorName, connectorOverrides, changed);
        }

        /** Returns a copy with connector settings added or replaced. */
        public Settings withConnectorOverrides(Map<String, String> overrides) {
            Map<String, String> merged = new LinkedHashMap<>(connectorOverrides);
            merged.putAll(overrides);
            return new Settings(endpoints, connectorName, merged, profile);
        }

        /** Omits the overrides, because they contain a password. */
        @Override
        public String toString() {
            return "Settings[endpoints=" + endpoints + ", connector=" + connectorName + "]";
        }
    }

    /** Does not contact a server. */
    public ExternalStack(Settings settings) {
        this.endpoints = settings.endpoints();
        this.lifecycle = new ConnectorLifecycle(
                new ConnectClient(endpoints.connectUrl()),
                new Database(endpoints.jdbcUrl(), endpoints.user(), endpoints.password()),
                withConverters(new ConnectorConfig(
                                settings.connectorName(),
                                ConnectorConfig.loadDefault().settings())
                        .withProfile(settings.profile())
                        .with(settings.connectorOverrides())));
    }

    /** The worker's own converters may replace NULL with the default of the column. */
    private static ConnectorConfig withConverters(ConnectorConfig config) {
        Map<String, String> converters = new LinkedHashMap<>();
        for (String converter : List.of("key.converter", "value.converter")) {
            if (!config.settings().containsKey(converter)) {
                converters.put(converter, "org.apache.kafka.connect.json.JsonConverter");
                converters.put(converter + ".replace.null.with.default", "false");
            }
        }
        return config.with(converters);
    }

    /** Returns the name under which the connector is registered in Kafka Connect. */
    public String connectorName() {
        return lifecycle.config().name();
    }

    @Override
    public Endpoints endpoints() {
        return endpoints;
    }

    /**
     * Checks the connector's requirements, then creates or updates it. Waits for servers that are starting. Not needed
     * if the connector is already registered.
     *
     * @param existing what happens to the settings of a registered connector
     * @param timeout the time limit for each server
     * @return what was changed, and what was kept
     * @throws StackException if a requirement is not met, a server is unreachable, or Connect rejects the connector
     */
    public ConnectorPlan register(ExistingConnector existing, Duration timeout) {
        try (Connection connection = lifecycle.database().awaitOpen(timeout, () -> {})) {
            requireKafka(timeout);
            ConnectorPlan plan = lifecycle.plan(existing, Set.of(), timeout, () -> {});
            ConnectorLifecycle planned = lifecycle.withConfig(plan.config());
            planned.requireCapturable(connection);
            register(planned, plan, timeout);
            return plan;
        } catch (SQLException e) {
            throw lifecycle.database().toStackException(e);
        }
    }

    private static void register(ConnectorLifecycle planned, ConnectorPlan plan, Duration timeout) {
        try {
            planned.register(plan, timeout, () -> {});
        } catch (ConnectUnavailableException e) {
            throw e;
        } catch (StackException e) {
            Map<String, String> config = plan.config().settings();
            throw new StackException(
                    e.getMessage() + "\nConnect was configured to reach PostgreSQL at "
                            + config.get("database.hostname") + ":" + config.get("database.port")
                            + ". If Connect needs another address, set it (--database-for-connect)",
                    e);
        }
    }

    @Override
    public void awaitStreaming(Duration timeout) {
        lifecycle.withRegisteredConfig().awaitStreaming(timeout, () -> {}, line -> {});
    }

    /** Inspects connector, slot and publication, but not the servers' processes. Changes nothing. */
    public StackStatus status() {
        return StackInspector.inspectExternal(lifecycle.withRegisteredConfig());
    }

    /** Restarts the connector and its tasks, but only those that have FAILED. */
    public void restartFailed() {
        lifecycle.connect().restartFailed(lifecycle.config().name());
    }

    /** Does nothing: the servers keep running, and the connector stays registered. */
    @Override
    public void close() {}

    private void requireKafka(Duration timeout) {
        List<String> servers = Arrays.stream(endpoints.bootstrapServers().split(",", -1))
                .map(String::strip)
                .toList();
        if (!Poll.until(() -> servers.stream().anyMatch(ExternalStack::isReachable), timeout, Duration.ofMillis(50))) {
            throw new StackException("Kafka at " + endpoints.bootstrapServers()
                    + " is unreachable. Check that it is running and that the address is valid from this machine");
        }
    }

    private static boolean isReachable(String server) {
        int colon = server.lastIndexOf(':');
        if (colon < 1 || !server.substring(colon + 1).matches("\\d{1,5}")) {
            throw new StackException("bootstrap servers: not host:port: " + server + ". Use host:port,host:port");
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1))),
                    CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            // The caller retries and reports the timeout.
            return false;
        }
    }
}
