package dev.ezcdc.infra.run;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.PidFile;
import dev.ezcdc.infra.os.PortOwner;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.EmbeddedStack.Settings;
import dev.ezcdc.infra.server.ConnectServer;
import dev.ezcdc.infra.server.JavaServer;
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

    static void makeFolders(Path home) {
        for (String folder : List.of("run", "logs", "conf")) {
            Directories.create(home.resolve(folder));
        }
    }

    /** The port of what runs already or ran last, where any will do; else a free one. */
    static Map<StackService, Integer> ports(Settings settings) {
        Iterator<Integer> free = PortOwner.free(StackService.values().length).iterator();
        Map<StackService, Integer> ports = new EnumMap<>(StackService.class);
        for (StackService component : StackService.values()) {
            int wanted = settings.ports().getOrDefault(component, 0);
            int any = free.next();
            ports.put(component, wanted != 0 ? wanted : lastPort(settings.home(), component, any));
        }
        return ports;
    }

    private static int lastPort(Path home, StackService component, int otherwise) {
        return PidFile.read(ServerProcess.pidFile(home, component))
                .filter(last -> last.alive() || PortOwner.isFree(last.port()))
                .map(PidFile::port)
                .orElse(otherwise);
    }

    static Map<StackService, ServerProcess> servers(Settings settings, Map<StackService, Integer> ports) {
        Path home = settings.home();
        Tuning tuning = settings.tuning();
        List<Server> servers = List.of(
                new PostgresServer(
                        home,
                        new PostgresBinaries(settings.servers().resolve("postgres/target")),
                        postgresSettings(tuning),
                        settings.account().user(),
                        settings.account().password()),
                new ConnectServer(
                        home,
                        java(settings, StackService.CONNECT),
                        Objects.requireNonNull(ports.get(StackService.KAFKA)),
                        tuning.of(StackService.CONNECT)),
                new KafkaServer(home, java(settings, StackService.KAFKA), tuning.of(StackService.KAFKA)));
        Map<StackService, ServerProcess> processes = new EnumMap<>(StackService.class);
        for (Server server : servers) {
            processes.put(server.component(), new ServerProcess(server, home, settings.progress()));
        }
        return processes;
    }

    /** The connector's settings with the addresses of this stack. */
    static ConnectorConfig connector(Settings settings, Map<StackService, Integer> ports) {
        Map<String, String> ours = new LinkedHashMap<>();
        ours.put("database.hostname", "127.0.0.1");
        ours.put("database.port", Objects.toString(ports.get(StackService.POSTGRES)));
        ours.put("database.user", settings.account().user());
        ours.put("database.password", settings.account().password());
        ours.put("database.dbname", settings.account().database());
        ours.put("table.include.list", String.join(",", settings.tables()));
        return ConnectorConfig.load()
                .tunedBy(settings.tuning().profile())
                .with(ours)
                .with(settings.tuning().connector());
    }

    private static JavaServer java(Settings settings, StackService component) {
        return new JavaServer(
                settings.servers().resolve(component.id()).resolve("target"),
                settings.tuning().jvmOptionsOf(component));
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
        settings.putAll(tuning.of(StackService.POSTGRES));
        return settings;
    }
}
