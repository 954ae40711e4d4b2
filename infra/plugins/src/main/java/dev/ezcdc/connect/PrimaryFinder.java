package dev.ezcdc.connect;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the primary among the servers that the setting {@code database.hosts} lists, such as
 * {@code 10.0.0.1:5432,10.0.0.2:5432}. Debezium's own settings name one server, and after a failover that is the wrong one.
 */
final class PrimaryFinder {
    static final String HOSTS = "database.hosts";

    private static final String HOSTNAME = "database.hostname";
    private static final String PORT = "database.port";
    private static final int TIMEOUT_SECONDS = 2;
    private static final long RETRY_MILLIS = 200;

    private PrimaryFinder() {}

    /**
     * Returns the settings with the primary's host and port. Waits while no server is a primary, as during a failover.
     * Returns the settings themselves without {@code database.hosts}.
     *
     * @throws RetriableException if there is no primary after {@code timeout}
     * @throws ConnectException if {@code database.hosts} is malformed
     */
    static Map<String, String> resolve(Map<String, String> settings, Duration timeout) {
        String hosts = settings.get(HOSTS);
        if (hosts == null || hosts.isBlank()) {
            return settings;
        }
        List<String[]> servers = parse(hosts);
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            List<String> failures = new ArrayList<>();
            for (String[] server : servers) {
                String failure = findFailure(server, settings);
                if (failure == null) {
                    Map<String, String> resolved = new HashMap<>(settings);
                    resolved.put(HOSTNAME, server[0]);
                    resolved.put(PORT, server[1]);
                    return resolved;
                }
                failures.add(String.join(":", server) + ": " + failure);
            }
            if (System.nanoTime() - end >= 0) {
                throw new RetriableException("no server of " + HOSTS + " is a primary: " + failures);
            }
            pause();
        }
    }

    private static List<String[]> parse(String hosts) {
        List<String[]> servers = new ArrayList<>();
        for (String entry : hosts.split(",", -1)) {
            String[] server = entry.strip().split(":", -1);
            if (server.length != 2 || server[0].isEmpty() || !server[1].matches("[0-9]{1,5}")) {
                throw new ConnectException(
                        HOSTS + " must be host:port, separated by commas, but contains \"" + entry.strip() + "\"");
            }
            servers.add(server);
        }
        return servers;
    }

    /** Returns why a server is not the primary, or null if it is. */
    private static @Nullable String findFailure(String[] server, Map<String, String> settings) {
        String url = "jdbc:postgresql://" + server[0] + ":" + server[1] + "/" + settings.get("database.dbname");
        try (Connection connection = DriverManager.getConnection(url, properties(settings));
                var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_is_in_recovery()")) {
            row.next();
            return row.getBoolean(1) ? "it is a standby" : null;
        } catch (SQLException e) {
            return e.getMessage();
        }
    }

    private static Properties properties(Map<String, String> settings) {
        Properties properties = new Properties();
        putIfPresent(properties, "user", settings.get("database.user"));
        putIfPresent(properties, "password", settings.get("database.password"));
        putIfPresent(properties, "sslmode", settings.get("database.sslmode"));
        putIfPresent(properties, "sslrootcert", settings.get("database.sslrootcert"));
        putIfPresent(properties, "sslcert", settings.get("database.sslcert"));
        putIfPresent(properties, "sslkey", settings.get("database.sslkey"));
        properties.put("connectTimeout", Integer.toString(TIMEOUT_SECONDS));
        properties.put("loginTimeout", Integer.toString(TIMEOUT_SECONDS));
        properties.put("socketTimeout", Integer.toString(TIMEOUT_SECONDS));
        return properties;
    }

    private static void putIfPresent(Properties properties, String key, @Nullable String value) {
        if (value != null) {
            properties.put(key, value);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while waiting for a primary", e);
        }
    }
}
