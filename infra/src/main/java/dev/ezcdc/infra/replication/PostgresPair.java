package dev.ezcdc.infra.replication;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.server.PostgresData;
import dev.ezcdc.infra.server.ServerProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * The two PostgreSQL servers of a stack. Which one is the primary is read from their data directories each time.
 *
 * @param home the stack's home directory
 * @param servers both servers
 * @param ports the port of each server
 * @param databases the database of each server, as the superuser, whatever its role is
 */
public record PostgresPair(
        Path home, Map<Node, ServerProcess> servers, Map<Node, Integer> ports, Map<Node, Database> databases) {
    /** The standby's replication slot, its {@code application_name}, and the role with which it connects. */
    public static final String STANDBY = "cdc_standby";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    public PostgresPair {
        servers = Map.copyOf(servers);
        ports = Map.copyOf(ports);
        databases = Map.copyOf(databases);
    }

    public Node primary() {
        return PostgresData.primary(home);
    }

    public Node standby() {
        return PostgresData.standby(home);
    }

    public ServerProcess server(Node node) {
        return Objects.requireNonNull(servers.get(node));
    }

    public int port(Node node) {
        return Objects.requireNonNull(ports.get(node));
    }

    public Database database(Node node) {
        return Objects.requireNonNull(databases.get(node));
    }

    /** Opens a connection whose commits wait for no standby. Waits while the server starts. */
    Connection open(Node node) throws SQLException {
        Connection connection = database(node).awaitOpen(START_TIMEOUT, server(node)::requireAlive);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = local");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
