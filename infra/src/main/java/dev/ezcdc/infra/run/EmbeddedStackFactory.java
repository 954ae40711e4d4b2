package dev.ezcdc.infra.run;

import dev.ezcdc.infra.ClientSecurity;
import dev.ezcdc.infra.DatabaseCredentials;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.database.TablePattern;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.LoopbackPorts;
import dev.ezcdc.infra.os.PidFile;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.EmbeddedStack.Settings;
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
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Creates the parts of an embedded stack from its settings. */
final class EmbeddedStackFactory {
    private EmbeddedStackFactory() {}

    static void createDirectories(Path home) {
        for (String directory : List.of("run", "logs", "conf")) {
            Directories.create(home.resolve(directory));
        }
    }

    /**
     * Returns the configured ports. For a configured port of 0 it is the port that the server last used, or a free one.
     */
    static Map<StackService, Integer> choosePorts(Settings settings) {
        Iterator<Integer> free =
                LoopbackPorts.findFree(StackService.values().length).iterator();
        Map<StackService, Integer> ports = new EnumMap<>(StackService.class);
        for (StackService service : StackService.values()) {
            int wanted = settings.ports().getOrDefault(service, 0);
            int unused = free.next();
            ports.put(service, wanted != 0 ? wanted : findLastPort(settings.home(), service, unused));
        }
        return ports;
    }

    private static int findLastPort(Path home, StackService service, int fallback) {
        return PidFile.read(ServerProcess.pidFile(home, service))
                .filter(last -> last.isAlive() || LoopbackPorts.isFree(last.port()))
                .map(PidFile::port)
                .orElse(fallback);
    }

    /** Returns the settings with the owner's password of a stack with TLS, which is not the default one. */
    static Settings withPassword(Settings settings, @Nullable TlsHome tls) {
        DatabaseCredentials given = settings.credentials();
        return tls == null
                ? settings
                : settings.withCredentials(
                        new DatabaseCredentials(given.database(), given.user(), tls.databasePassword()));
    }

    static void prepareTls(@Nullable TlsHome tls, Collection<ServerProcess> servers, Settings settings) {
        if (tls != null) {
            boolean isStopped =
                    servers.stream().allMatch(server -> server.findRunning().isEmpty());
            tls.prepare(isStopped, settings.progress());
        }
    }

    static Map<StackService, ServerProcess> createServers(
            Settings settings, Map<StackService, Integer> ports, ConnectorAccount account, @Nullable TlsHome tls) {
        Path home = settings.home();
        Tuning tuning = settings.tuning();
        List<Server> servers = List.of(
                new PostgresServer(
                        home,
                        new PostgresBinaries(settings.servers().resolve("postgres/target")),
                        postgresSettings(tuning, tls),
                        settings.credentials().user(),
                        settings.credentials().password()),
                new ConnectServer(
                        home,
                        createLauncher(settings, StackService.CONNECT),
                        Objects.requireNonNull(ports.get(StackService.KAFKA)),
                        tuning.settingsFor(StackService.CONNECT),
                        () -> createVariables(account, tls),
                        tls),
                new KafkaServer(
                        home,
                        createLauncher(settings, StackService.KAFKA),
                        tuning.settingsFor(StackService.KAFKA),
                        tls));
        Map<StackService, ServerProcess> processes = new EnumMap<>(StackService.class);
        for (Server server : servers) {
            processes.put(server.service(), new ServerProcess(server, home, settings.progress()));
        }
        return processes;
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

    static Endpoints createEndpoints(Settings settings, Map<StackService, Integer> ports, @Nullable TlsHome tls) {
        DatabaseCredentials credentials = settings.credentials();
        String jdbcUrl =
                "jdbc:postgresql://127.0.0.1:" + ports.get(StackService.POSTGRES) + "/" + credentials.database();
        return new Endpoints(
                jdbcUrl + (tls == null ? "" : tls.jdbcParameters()),
                credentials.user(),
                credentials.password(),
                "127.0.0.1:" + ports.get(StackService.KAFKA),
                URI.create((tls == null ? "http" : "https") + "://127.0.0.1:" + ports.get(StackService.CONNECT)),
                tls == null ? ClientSecurity.NONE : tls.clientSecurity());
    }

    static ConnectorLifecycle createLifecycle(
            Settings settings, Map<StackService, Integer> ports, Endpoints endpoints, @Nullable TlsHome tls) {
        return new ConnectorLifecycle(
                ConnectClient.of(endpoints),
                new Database(endpoints.jdbcUrl(), endpoints.user(), endpoints.password()),
                createConnectorConfig(settings, ports, tls));
    }

    /** Returns the connector's configuration with the addresses of this stack. */
    private static ConnectorConfig createConnectorConfig(
            Settings settings, Map<StackService, Integer> ports, @Nullable TlsHome tls) {
        Map<String, String> stackSettings = new LinkedHashMap<>();
        stackSettings.put("database.hostname", "127.0.0.1");
        stackSettings.put("database.port", Objects.toString(ports.get(StackService.POSTGRES)));
        stackSettings.put("database.user", ConnectorAccount.USER);
        stackSettings.put("database.password", ConnectorAccount.PASSWORD_REFERENCE);
        stackSettings.put("database.dbname", settings.credentials().database());
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

    private static JvmLauncher createLauncher(Settings settings, StackService service) {
        return new JvmLauncher(
                settings.servers().resolve(service.id()).resolve("target"),
                settings.tuning().jvmOptionsFor(service),
                createMetricsAgent(settings, service));
    }

    private static @Nullable MetricsAgent createMetricsAgent(Settings settings, StackService service) {
        Integer port = settings.tuning().metricsPorts().get(service);
        return port == null
                ? null
                : new MetricsAgent(
                        settings.servers().resolve("metrics/target"),
                        service,
                        settings.home().resolve("conf"),
                        port);
    }

    private static Map<String, String> postgresSettings(Tuning tuning, @Nullable TlsHome tls) {
        Map<String, String> settings = new LinkedHashMap<>(PostgresServer.defaults());
        if (tls != null) {
            settings.putAll(tls.postgresSettings());
        }
        settings.putAll(tuning.settingsFor(StackService.POSTGRES));
        return settings;
    }
}
