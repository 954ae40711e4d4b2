package dev.ezcdc.infra.run;

import dev.ezcdc.infra.ClientSecurity;
import dev.ezcdc.infra.DatabaseCredentials;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.database.TablePattern;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.LoopbackPorts;
import dev.ezcdc.infra.os.PidFile;
import dev.ezcdc.infra.replication.PostgresPair;
import dev.ezcdc.infra.server.ConnectServer;
import dev.ezcdc.infra.server.JvmLauncher;
import dev.ezcdc.infra.server.KafkaServer;
import dev.ezcdc.infra.server.MetricsAgent;
import dev.ezcdc.infra.server.PostgresBinaries;
import dev.ezcdc.infra.server.PostgresServer;
import dev.ezcdc.infra.server.Server;
import dev.ezcdc.infra.server.ServerProcess;
import dev.ezcdc.infra.tls.TlsHome;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Creates the parts of an embedded stack from its settings. */
final class EmbeddedStackFactory {
    /** The settings with which a connector follows a failover. */
    static final Set<String> STANDBY_SETTINGS = Set.of("database.hosts", "slot.failover");

    /** Without a recheck the driver would remember for ten seconds which server was the primary. */
    private static final String PRIMARY_ONLY = "?targetServerType=primary&hostRecheckSeconds=0";

    private EmbeddedStackFactory() {}

    static void createDirectories(Path home) {
        for (String directory : List.of("run", "logs", "conf")) {
            Directories.create(home.resolve(directory));
        }
    }

    /**
     * Returns the configured ports. For a configured port of 0 it is the port that the server last used, or a free one.
     */
    static Map<Node, Integer> choosePorts(StackSettings settings) {
        List<Node> nodes = settings.topology().nodes();
        Iterator<Integer> free = LoopbackPorts.findFree(nodes.size()).iterator();
        Map<Node, Integer> ports = new TreeMap<>();
        for (Node node : nodes) {
            int first = settings.ports().getOrDefault(node.service(), 0);
            int unused = free.next();
            ports.put(node, first != 0 ? first + node.number() - 1 : findLastPort(settings.home(), node, unused));
        }
        return ports;
    }

    private static int findLastPort(Path home, Node node, int fallback) {
        return PidFile.read(ServerProcess.pidFile(home, node))
                .filter(last -> last.isAlive() || LoopbackPorts.isFree(last.port()))
                .map(PidFile::port)
                .orElse(fallback);
    }

    /** Returns the settings with the owner's password of a stack with TLS, which is not the default one. */
    static StackSettings withPassword(StackSettings settings, @Nullable TlsHome tls) {
        DatabaseCredentials given = settings.credentials();
        return tls == null
                ? settings
                : settings.withCredentials(
                        new DatabaseCredentials(given.database(), given.user(), tls.databasePassword()));
    }

    static void prepareTls(@Nullable TlsHome tls, Collection<ServerProcess> servers, StackSettings settings) {
        if (tls != null) {
            boolean isStopped =
                    servers.stream().allMatch(server -> server.findRunning().isEmpty());
            tls.prepare(isStopped, settings.progress());
        }
    }

    static Map<Node, ServerProcess> createServers(
            StackSettings settings, Map<Node, Integer> ports, ConnectorAccount account, @Nullable TlsHome tls) {
        Map<Node, ServerProcess> processes = new TreeMap<>();
        for (Node node : settings.topology().nodes()) {
            Server server =
                    switch (node.service()) {
                        case POSTGRES -> createPostgres(settings, node, tls);
                        case CONNECT -> createWorker(settings, node, ports, account, tls);
                        case KAFKA -> createBroker(settings, node, tls);
                    };
            processes.put(node, new ServerProcess(server, settings.home(), settings.progress()));
        }
        return processes;
    }

    private static Server createPostgres(StackSettings settings, Node node, @Nullable TlsHome tls) {
        return new PostgresServer(
                settings.home(),
                node,
                new PostgresBinaries(settings.servers().resolve("postgres/target")),
                postgresSettings(settings, tls),
                settings.credentials().user(),
                settings.credentials().password());
    }

    private static Server createWorker(
            StackSettings settings,
            Node node,
            Map<Node, Integer> ports,
            ConnectorAccount account,
            @Nullable TlsHome tls) {
        return new ConnectServer(
                settings.home(),
                node,
                settings.topology(),
                createLauncher(settings, node),
                addresses(settings, StackService.KAFKA, ports),
                settings.tuning().settingsFor(StackService.CONNECT),
                () -> createVariables(account, tls),
                tls);
    }

    private static Server createBroker(StackSettings settings, Node node, @Nullable TlsHome tls) {
        return new KafkaServer(
                settings.home(),
                node,
                settings.topology(),
                createLauncher(settings, node),
                settings.tuning().settingsFor(StackService.KAFKA),
                tls);
    }

    /** Returns the addresses of all servers of a kind, separated by commas. */
    private static String addresses(StackSettings settings, StackService service, Map<Node, Integer> ports) {
        return settings.topology().nodes(service).stream()
                .map(node -> "127.0.0.1:" + ports.get(node))
                .collect(Collectors.joining(","));
    }

    /** Returns the environment variables to which the settings of connectors refer. */
    private static Map<String, String> createVariables(ConnectorAccount account, @Nullable TlsHome tls) {
        Map<String, String> variables = new TreeMap<>();
        variables.put(ConnectorAccount.VARIABLE, account.password());
        if (tls != null) {
            variables.putAll(tls.connectVariables());
        }
        return variables;
    }

    static Endpoints createEndpoints(StackSettings settings, Map<Node, Integer> ports, @Nullable TlsHome tls) {
        DatabaseCredentials credentials = settings.credentials();
        String protocol = tls == null ? "http" : "https";
        return new Endpoints(
                "jdbc:postgresql://" + addresses(settings, StackService.POSTGRES, ports) + "/" + credentials.database()
                        + (settings.topology().standby() ? PRIMARY_ONLY : "")
                        + (tls == null ? "" : tls.jdbcParameters()),
                credentials.user(),
                credentials.password(),
                addresses(settings, StackService.KAFKA, ports),
                settings.topology().nodes(StackService.CONNECT).stream()
                        .map(node -> URI.create(protocol + "://127.0.0.1:" + ports.get(node)))
                        .toList(),
                tls == null ? ClientSecurity.NONE : tls.clientSecurity());
    }

    /** Returns the two PostgreSQL servers, or null if there is one. */
    static @Nullable PostgresPair createPair(
            StackSettings settings, Map<Node, ServerProcess> servers, Map<Node, Integer> ports, Endpoints endpoints) {
        if (!settings.topology().standby()) {
            return null;
        }
        Map<Node, ServerProcess> processes = new TreeMap<>();
        Map<Node, Integer> postgresPorts = new TreeMap<>();
        Map<Node, Database> databases = new TreeMap<>();
        for (Node node : settings.topology().nodes(StackService.POSTGRES)) {
            int port = Objects.requireNonNull(ports.get(node));
            processes.put(node, Objects.requireNonNull(servers.get(node)));
            postgresPorts.put(node, port);
            databases.put(
                    node,
                    new Database(
                            "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                            endpoints.user(),
                            endpoints.password()));
        }
        return new PostgresPair(settings.home(), processes, postgresPorts, databases);
    }

    static ConnectorLifecycle createLifecycle(
            StackSettings settings, Map<Node, Integer> ports, Endpoints endpoints, @Nullable TlsHome tls) {
        return new ConnectorLifecycle(
                ConnectClient.of(endpoints),
                new Database(endpoints.jdbcUrl(), endpoints.user(), endpoints.password()),
                createConnectorConfig(settings, ports, tls));
    }

    /** Returns the connector's configuration with the addresses of this stack. */
    private static ConnectorConfig createConnectorConfig(
            StackSettings settings, Map<Node, Integer> ports, @Nullable TlsHome tls) {
        Map<String, String> stackSettings = new LinkedHashMap<>();
        stackSettings.put("database.hostname", "127.0.0.1");
        stackSettings.put("database.port", Objects.toString(ports.get(Node.first(StackService.POSTGRES))));
        stackSettings.put("database.user", ConnectorAccount.USER);
        stackSettings.put("database.password", ConnectorAccount.PASSWORD_REFERENCE);
        stackSettings.put("database.dbname", settings.credentials().database());
        if (settings.topology().standby()) {
            stackSettings.putAll(ConnectorConfig.standbySettings(addresses(settings, StackService.POSTGRES, ports)));
        }
        if (tls != null) {
            stackSettings.putAll(tls.connectorSettings());
        }
        ConnectorConfig base = settings.connector();
        ConnectorConfig completed = base.isDefault()
                ? base.withProfile(settings.tuning().profile())
                        .with(stackSettings)
                        .with(Map.of("publication.autocreate.mode", "disabled"))
                : base.withDefaults(stackSettings);
        Map<String, String> tables = settings.tables().isEmpty()
                ? Map.of()
                : Map.of("table.include.list", TablePattern.join(settings.tables()));
        return completed.with(tables).with(settings.tuning().connector());
    }

    private static JvmLauncher createLauncher(StackSettings settings, Node node) {
        StackService service = node.service();
        return new JvmLauncher(
                settings.servers().resolve(service.id()).resolve("target"),
                settings.tuning().jvmOptionsFor(service),
                createMetricsAgent(settings, node));
    }

    private static @Nullable MetricsAgent createMetricsAgent(StackSettings settings, Node node) {
        Integer port = settings.tuning().metricsPorts().get(node.service());
        return port == null
                ? null
                : new MetricsAgent(
                        settings.servers().resolve("metrics/target"),
                        node.service(),
                        settings.home().resolve("conf"),
                        port + node.number() - 1);
    }

    private static Map<String, String> postgresSettings(StackSettings settings, @Nullable TlsHome tls) {
        Map<String, String> parameters = new LinkedHashMap<>(PostgresServer.defaults());
        if (settings.topology().standby()) {
            parameters.putAll(PostgresServer.standbyDefaults());
        }
        if (tls != null) {
            parameters.putAll(tls.postgresSettings());
        }
        parameters.putAll(settings.tuning().settingsFor(StackService.POSTGRES));
        return parameters;
    }
}
