package dev.ezcdc.infra.run;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.LoopbackPorts;
import dev.ezcdc.infra.os.PidFile;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.EmbeddedStack.Settings;
import dev.ezcdc.infra.server.ConnectServer;
import dev.ezcdc.infra.server.JvmLauncher;
import dev.ezcdc.infra.server.KafkaServer;
import dev.ezcdc.infra.server.PostgresBinaries;
import dev.ezcdc.infra.server.PostgresServer;
import dev.ezcdc.infra.server.Server;
import dev.ezcdc.infra.server.ServerProcess;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts the embedded stack's parts together from its settings. */
final class EmbeddedStackFactory {
    private EmbeddedStackFactory() {}

    static void createDirectories(Path home) {
        for (String folder : List.of("run", "logs", "conf")) {
            Directories.create(home.resolve(folder));
        }
    }

    /** The port of what runs already or ran last, where any will do; else a free one. */
    static Map<StackService, Integer> choosePorts(Settings settings) {
        Iterator<Integer> free = LoopbackPorts.findFree(StackService.values().length).iterator();
        Map<StackService, Integer> ports = new EnumMap<>(StackService.class);
        for (StackService component : StackService.values()) {
            int wanted = settings.ports().getOrDefault(component, 0);
            int any = free.next();
            ports.put(component, wanted != 0 ? wanted : findLastPort(settings.home(), component, any));
        }
        return ports;
    }

    private static int findLastPort(Path home, StackService component, int otherwise) {
        return PidFile.read(ServerProcess.pidFile(home, component))
                .filter(last -> last.isAlive() || LoopbackPorts.isFree(last.port()))
                .map(PidFile::port)
                .orElse(otherwise);
    }

    static Map<StackService, ServerProcess> createServers(Settings settings, Map<StackService, Integer> ports) {
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
                        tuning.settingsFor(StackService.CONNECT)),
                new KafkaServer(home, createLauncher(settings, StackService.KAFKA), tuning.settingsFor(StackService.KAFKA)));
        Map<StackService, ServerProcess> processes = new EnumMap<>(StackService.class);
        for (Server server : servers) {
            processes.put(server.service(), new ServerProcess(server, home, settings.progress()));
        }
        return processes;
    }

    /** The connector's settings with the addresses of this stack. */
    static ConnectorConfig createConnectorConfig(Settings settings, Map<StackService, Integer> ports) {
        Map<String, String> ours = new LinkedHashMap<>();
        ours.put("database.hostname", "127.0.0.1");
        ours.put("database.port", Objects.toString(ports.get(StackService.POSTGRES)));
        ours.put("database.user", settings.credentials().user());
        ours.put("database.password", settings.credentials().password());
        ours.put("database.dbname", settings.credentials().database());
        ours.put("table.include.list", String.join(",", settings.tables()));
        return ConnectorConfig.loadDefault()
                .withProfile(settings.tuning().profile())
                .with(ours)
                .with(settings.tuning().connector());
    }

    private static JvmLauncher createLauncher(Settings settings, StackService component) {
        return new JvmLauncher(
                settings.servers().resolve(component.id()).resolve("target"),
                settings.tuning().jvmOptionsFor(component));
    }

    private static Map<String, String> postgresSettings(Tuning tuning) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("wal_level", "logical");
        settings.put("max_wal_senders", "20");
        settings.put("max_replication_slots", "20");
        // Durable as a real one, whatever the defaults of a build may be.
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.putAll(tuning.settingsFor(StackService.POSTGRES));
        return settings;
    }
}
