package dev.ezcdc.infra.run;

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
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    static Map<StackService, ServerProcess> createServers(
            Settings settings, Map<StackService, Integer> ports, ConnectorAccount account) {
        Path home = settings.home();
        Tuning tuning = settings.tuning();
        List<Server> servers = List.of(
                new PostgresServer(
                        home,
                        new PostgresBinaries(settings.servers().resolve("postgres/target")),
                        postgresSettings(tuning),
                        settings.credentials().user(),
                        settings.credentials().password()),
                new ConnectServer(
                        home,
                        createLauncher(settings, StackService.CONNECT),
                        Objects.requireNonNull(ports.get(StackService.KAFKA)),
                        tuning.settingsFor(StackService.CONNECT),
                        () -> Map.of(ConnectorAccount.VARIABLE, account.password())),
                new KafkaServer(
                        home, createLauncher(settings, StackService.KAFKA), tuning.settingsFor(StackService.KAFKA)));
        Map<StackService, ServerProcess> processes = new EnumMap<>(StackService.class);
        for (Server server : servers) {
            processes.put(server.service(), new ServerProcess(server, home, settings.progress()));
        }
        return processes;
    }

    static Endpoints createEndpoints(Settings settings, Map<StackService, Integer> ports) {
        DatabaseCredentials credentials = settings.credentials();
        return new Endpoints(
                "jdbc:postgresql://127.0.0.1:" + ports.get(StackService.POSTGRES) + "/" + credentials.database(),
                credentials.user(),
                credentials.password(),
                "127.0.0.1:" + ports.get(StackService.KAFKA),
                URI.create("http://127.0.0.1:" + ports.get(StackService.CONNECT)));
    }

    static ConnectorLifecycle createLifecycle(
            Settings settings, Map<StackService, Integer> ports, Endpoints endpoints) {
        return new ConnectorLifecycle(
                new ConnectClient(endpoints.connectUrl()),
                new Database(endpoints.jdbcUrl(), endpoints.user(), endpoints.password()),
                createConnectorConfig(settings, ports));
    }

    /** Returns the connector's configuration with the addresses of this stack. */
    private static ConnectorConfig createConnectorConfig(Settings settings, Map<StackService, Integer> ports) {
        Map<String, String> stackSettings = new LinkedHashMap<>();
        stackSettings.put("database.hostname", "127.0.0.1");
        stackSettings.put("database.port", Objects.toString(ports.get(StackService.POSTGRES)));
        stackSettings.put("database.user", ConnectorAccount.USER);
        stackSettings.put("database.password", ConnectorAccount.PASSWORD_REFERENCE);
        stackSettings.put("database.dbname", settings.credentials().database());
        stackSettings.put("publication.autocreate.mode", "disabled");
        if (!settings.tables().isEmpty()) {
            stackSettings.put("table.include.list", TablePattern.join(settings.tables()));
        }
        return ConnectorConfig.loadDefault()
                .withProfile(settings.tuning().profile())
                .with(stackSettings)
                .with(settings.tuning().connector());
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

    private static Map<String, String> postgresSettings(Tuning tuning) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("wal_level", "logical");
        settings.put("max_wal_senders", "20");
        settings.put("max_replication_slots", "20");
        // As durable as a production server, whatever the defaults of the build are.
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.putAll(tuning.settingsFor(StackService.POSTGRES));
        return settings;
    }
}
