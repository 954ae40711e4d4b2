package dev.ezcdc.infra.run;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
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

/**
 * Someone else's PostgreSQL, Kafka and Kafka Connect, by their addresses: compose, Testcontainers, a company's own.
 * Closing it leaves everything running and registered.
 */
public final class ExternalStack implements Stack {
    private static final int CONNECT_TIMEOUT_MILLIS = 3000;

    private final Endpoints endpoints;
    private final ConnectorLifecycle lifecycle;

    /**
     * What to capture, and how.
     *
     * @param endpoints as seen from here
     * @param connector the connector's name
     * @param connectorOverrides settings that win over {@code debezium/customers_conf.json}; among them, where they differ,
     *     {@code database.hostname} and {@code database.port}: PostgreSQL's address <em>as Connect sees it</em>
     * @param profile what the connector and its producer are tuned for; the rest of it is not ours to set
     */
    public record Settings(
            Endpoints endpoints, String connectorName, Map<String, String> connectorOverrides, Profile profile) {
        public Settings {
            Objects.requireNonNull(endpoints, "endpoints");
            Objects.requireNonNull(connectorName, "connector");
            Objects.requireNonNull(profile, "profile");
            connectorOverrides = Collections.unmodifiableMap(new LinkedHashMap<>(connectorOverrides));
        }

        /** The walkthrough's connector, {@code customer-cdc}; Connect is told the address that {@code endpoints} has. */
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

        /** With this address of PostgreSQL, as Connect sees it: {@code database} and 5432 for compose. */
        public Settings withConnectDatabaseAddress(String host, int port) {
            return withConnectorOverrides(Map.of("database.hostname", host, "database.port", Integer.toString(port)));
        }

        public Settings withTables(List<String> tables) {
            return withConnectorOverrides(Map.of("table.include.list", String.join(",", tables)));
        }

        public Settings withProfile(Profile changed) {
            return new Settings(endpoints, connectorName, connectorOverrides, changed);
        }

        /** With these besides, and instead of, the overrides that are there. */
        public Settings withConnectorOverrides(Map<String, String> overrides) {
            Map<String, String> merged = new LinkedHashMap<>(connectorOverrides);
            merged.putAll(overrides);
            return new Settings(endpoints, connectorName, merged, profile);
        }

        /** Without the overrides, which hold a password. */
        @Override
        public String toString() {
            return "Settings[endpoints=" + endpoints + ", connector=" + connectorName + "]";
        }
    }

    /** Touches nothing yet. */
    public ExternalStack(Settings settings) {
        this.endpoints = settings.endpoints();
        this.lifecycle = new ConnectorLifecycle(
                new ConnectClient(endpoints.connectUrl()),
                new Database(endpoints.jdbcUrl(), endpoints.user(), endpoints.password()),
                new ConnectorConfig(settings.connectorName(), ConnectorConfig.loadDefault().settings())
                        .withProfile(settings.profile())
                        .with(settings.connectorOverrides()));
    }

    /** The connector's name, for {@link ConnectClient}. */
    public String connectorName() {
        return lifecycle.config().name();
    }

    @Override
    public Endpoints endpoints() {
        return endpoints;
    }

    /**
     * Checks what the connector needs, then creates or changes it, unless it is as wanted already. Waits for servers that
     * are starting. A stack whose connector somebody else registers needs no call of this.
     *
     * @param timeout how long to wait for each server
     */
    public void register(Duration timeout) {
        try (Connection connection = lifecycle.database().awaitOpen(timeout, () -> {})) {
            lifecycle.requireCapturable(connection);
        } catch (SQLException e) {
            throw lifecycle.database().toStackException(e);
        }
        requireKafka(timeout);
        try {
            lifecycle.register(timeout, () -> {});
        } catch (ConnectUnavailableException e) {
            throw e;
        } catch (StackException e) {
            Map<String, String> config = lifecycle.config().settings();
            throw new StackException(
                    e.getMessage() + "\nConnect was told that PostgreSQL is at " + config.get("database.hostname") + ":"
                            + config.get("database.port") + "; where that differs from its address from here, say so",
                    e);
        }
    }

    @Override
    public void awaitStreaming(Duration timeout) {
        lifecycle.awaitStreaming(timeout, () -> {});
    }

    /** Looks at connector, slot and publication, and changes nothing. The servers' processes are not ours to see. */
    public StackStatus status() {
        return StackInspector.inspectExternal(lifecycle);
    }

    /** Restarts the connector and its tasks if they FAILED. */
    public void restartFailed() {
        lifecycle.connect().restartFailed(lifecycle.config().name());
    }

    /** Leaves everything running. */
    @Override
    public void close() {}

    private void requireKafka(Duration timeout) {
        List<String> servers = Arrays.stream(endpoints.bootstrapServers().split(",", -1))
                .map(String::strip)
                .toList();
        if (!Poll.until(() -> servers.stream().anyMatch(ExternalStack::isReachable), timeout, Duration.ofMillis(50))) {
            throw new StackException("Kafka at " + endpoints.bootstrapServers()
                    + " cannot be reached: is it running, and is that its address from here?");
        }
    }

    private static boolean isReachable(String server) {
        int colon = server.lastIndexOf(':');
        if (colon < 1 || !server.substring(colon + 1).matches("\\d{1,5}")) {
            throw new StackException("bootstrap servers are given as host:port,host:port; this is " + server);
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1))),
                    CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            // Not yet: the caller waits, and says so in the end.
            return false;
        }
    }
}
