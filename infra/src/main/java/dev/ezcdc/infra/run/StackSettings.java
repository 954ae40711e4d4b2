package dev.ezcdc.infra.run;

import dev.ezcdc.infra.DatabaseCredentials;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.profile.Tuning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The settings of an embedded stack. Immutable.
 *
 * @param home the directory for data, logs and PID files, such as {@code .cdc}; each stack needs its own
 * @param servers the directory with the build output of the servers: {@code infra/servers}
 * @param ports the port of the first server of each kind, to which the others add 1 and more; 0 for any free ports
 * @param topology the number of servers; fixed for the brokers of a home directory
 * @param credentials the database and the superuser that the first start creates; fixed for a home directory
 * @param request the connector to register; {@link #connector} and {@link #tables} are its parts
 * @param timeout the time limit of each step of {@link #up}
 * @param progress receives a line for each step; called on several threads
 */
public record StackSettings(
        Path home,
        Path servers,
        Map<StackService, Integer> ports,
        Topology topology,
        DatabaseCredentials credentials,
        ConnectorRequest request,
        Tuning tuning,
        Duration timeout,
        Consumer<String> progress) {
    public StackSettings {
        home = home.toAbsolutePath().normalize();
        servers = servers.toAbsolutePath().normalize();
        ports = Map.copyOf(ports);
        Objects.requireNonNull(topology, "topology");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(tuning, "tuning");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(progress, "progress");
    }

    /**
     * Returns the default settings: PostgreSQL on port 55432, Kafka on 29092, Connect on 8083; database, user and
     * password are {@code cdctest}; the table is {@code public.customers}, and a registered connector keeps its
     * settings; the timeout is 60 seconds.
     */
    public static StackSettings of(Path home, Path servers) {
        DatabaseCredentials credentials = new DatabaseCredentials("cdctest", "cdctest", "cdctest");
        ConnectorRequest request = ConnectorRequest.DEFAULT;
        Duration timeout = Duration.ofSeconds(60);
        return new StackSettings(
                        home,
                        servers,
                        Map.of(),
                        Topology.SINGLE,
                        credentials,
                        request,
                        Tuning.DEFAULT,
                        timeout,
                        line -> {})
                .withPorts(55432, 29092, 8083);
    }

    public ConnectorConfig connector() {
        return request.config();
    }

    public List<String> tables() {
        return request.tables();
    }

    /** Returns a copy with these ports; 0 for any free port. */
    public StackSettings withPorts(int postgres, int kafka, int connect) {
        Map<StackService, Integer> changed =
                Map.of(StackService.POSTGRES, postgres, StackService.KAFKA, kafka, StackService.CONNECT, connect);
        return new StackSettings(home, servers, changed, topology, credentials, request, tuning, timeout, progress);
    }

    public StackSettings withTopology(Topology changed) {
        return new StackSettings(home, servers, ports, changed, credentials, request, tuning, timeout, progress);
    }

    public StackSettings withCredentials(DatabaseCredentials changed) {
        return new StackSettings(home, servers, ports, topology, changed, request, tuning, timeout, progress);
    }

    public StackSettings withConnector(ConnectorConfig changed) {
        return withRequest(new ConnectorRequest(changed, tables(), request.existing()));
    }

    public StackSettings withTables(List<String> changed) {
        return withRequest(new ConnectorRequest(connector(), changed, request.existing()));
    }

    public StackSettings withExistingConnector(ExistingConnector changed) {
        return withRequest(new ConnectorRequest(connector(), tables(), changed));
    }

    private StackSettings withRequest(ConnectorRequest changed) {
        return new StackSettings(home, servers, ports, topology, credentials, changed, tuning, timeout, progress);
    }

    public StackSettings withTuning(Tuning changed) {
        return new StackSettings(home, servers, ports, topology, credentials, request, changed, timeout, progress);
    }

    public StackSettings withTimeout(Duration changed) {
        return new StackSettings(home, servers, ports, topology, credentials, request, tuning, changed, progress);
    }

    public StackSettings withProgress(Consumer<String> changed) {
        return new StackSettings(home, servers, ports, topology, credentials, request, tuning, timeout, changed);
    }
}
