package dev.ezcdc.infra;

import dev.ezcdc.infra.EmbeddedStack.Settings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts the embedded stack's parts together from its settings. */
final class EmbeddedParts {
    private EmbeddedParts() {}

    static void makeFolders(Path home) {
        for (String folder : List.of("run", "logs", "conf")) {
            Folders.create(home.resolve(folder));
        }
    }

    /** The port of what runs already or ran last, where any will do; else a free one. */
    static Map<Component, Integer> ports(Settings settings) {
        Iterator<Integer> free = PortOwner.free(Component.values().length).iterator();
        Map<Component, Integer> ports = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            int wanted = settings.ports().getOrDefault(component, 0);
            int any = free.next();
            ports.put(component, wanted != 0 ? wanted : lastPort(settings.home(), component, any));
        }
        return ports;
    }

    private static int lastPort(Path home, Component component, int otherwise) {
        return PidFile.read(ServerProcess.pidFile(home, component))
                .filter(last -> last.alive() || PortOwner.isFree(last.port()))
                .map(PidFile::port)
                .orElse(otherwise);
    }

    static Map<Component, ServerProcess> servers(Settings settings, Map<Component, Integer> ports) {
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
                        java(settings, Component.CONNECT),
                        Objects.requireNonNull(ports.get(Component.KAFKA)),
                        tuning.of(Component.CONNECT)),
                new KafkaServer(home, java(settings, Component.KAFKA), tuning.of(Component.KAFKA)));
        Map<Component, ServerProcess> processes = new EnumMap<>(Component.class);
        for (Server server : servers) {
            processes.put(server.component(), new ServerProcess(server, home, settings.progress()));
        }
        return processes;
    }

    /** The connector's settings with the addresses of this stack. */
    static ConnectorConfig connector(Settings settings, Map<Component, Integer> ports) {
        Map<String, String> ours = new LinkedHashMap<>();
        ours.put("database.hostname", "127.0.0.1");
        ours.put("database.port", Objects.toString(ports.get(Component.POSTGRES)));
        ours.put("database.user", settings.account().user());
        ours.put("database.password", settings.account().password());
        ours.put("database.dbname", settings.account().database());
        ours.put("table.include.list", String.join(",", settings.tables()));
        return ConnectorConfig.load()
                .tunedBy(settings.tuning().profile())
                .with(ours)
                .with(settings.tuning().connector());
    }

    private static JavaServer java(Settings settings, Component component) {
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
        settings.putAll(tuning.of(Component.POSTGRES));
        return settings;
    }
}
