package dev.ezcdc.infra.run;

import dev.ezcdc.infra.DatabaseCredentials;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.ManagedStack;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.health.SlotDriftDetector;
import dev.ezcdc.infra.health.StackInspector;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.HomeLock;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * PostgreSQL, Kafka and Kafka Connect as three processes on the loopback address, without Docker. The processes outlive
 * this JVM: another object or command with the same home directory finds them again.
 *
 * <pre>
 * {@code try (EmbeddedStack stack = new EmbeddedStack(Settings.of(Path.of(".cdc"), Path.of("infra/servers")))) {
 *     stack.up();      // returns when the connector streams
 *     …
 * }                    // stops the servers that up() started; to keep them running, do not close the stack
 * }</pre>
 *
 * <p>Thread-safe. Commands of several JVMs on one home directory wait for each other.
 */
public final class EmbeddedStack implements ManagedStack {
    private final Settings settings;
    private final Map<StackService, Integer> ports;
    private final Map<StackService, ServerProcess> servers;
    private final ConnectorAccount account;
    private final Endpoints endpoints;
    private final ConnectorLifecycle lifecycle;
    private final SlotDriftDetector driftDetector;
    private volatile boolean startedHere;

    /**
     * The settings of an embedded stack. Immutable.
     *
     * @param home the directory for data, logs and PID files, such as {@code .cdc}; each stack needs its own
     * @param servers the directory with the build output of the servers: {@code infra/servers}
     * @param ports the port of each server; 0 for any free port
     * @param credentials the database and the superuser that the first start creates; fixed for a home directory
     * @param tables the tables to capture, as regular expressions in Debezium's form; none for those of the registered
     *     connector, or {@code public.customers} if there is none
     * @param existingConnector what happens to the settings of a registered connector; {@link #tables} and those of
     *     {@link Tuning#connector} always replace them
     * @param timeout the time limit of each step of {@link #up}
     * @param progress receives a line for each step; called on several threads
     */
    public record Settings(
            Path home,
            Path servers,
            Map<StackService, Integer> ports,
            DatabaseCredentials credentials,
            List<String> tables,
            Tuning tuning,
            ExistingConnector existingConnector,
            Duration timeout,
            Consumer<String> progress) {
        public Settings {
            home = home.toAbsolutePath().normalize();
            servers = servers.toAbsolutePath().normalize();
            ports = Map.copyOf(ports);
            tables = List.copyOf(tables);
            Objects.requireNonNull(credentials, "credentials");
            Objects.requireNonNull(tuning, "tuning");
            Objects.requireNonNull(existingConnector, "existingConnector");
            Objects.requireNonNull(timeout, "timeout");
            Objects.requireNonNull(progress, "progress");
        }

        /**
         * Returns the default settings: PostgreSQL on port 55432, Kafka on 29092, Connect on 8083; database, user and
         * password are {@code cdctest}; the table is {@code public.customers}, and a registered connector keeps its
         * settings; the timeout is 60 seconds.
         */
        public static Settings of(Path home, Path servers) {
            DatabaseCredentials credentials = new DatabaseCredentials("cdctest", "cdctest", "cdctest");
            Duration timeout = Duration.ofSeconds(60);
            return new Settings(
                            home,
                            servers,
                            Map.of(),
                            credentials,
                            List.of(),
                            Tuning.DEFAULT,
                            ExistingConnector.KEEP,
                            timeout,
                            line -> {})
                    .withPorts(55432, 29092, 8083);
        }

        /** Returns a copy with these ports; 0 for any free port. */
        public Settings withPorts(int postgres, int kafka, int connect) {
            Map<StackService, Integer> changed =
                    Map.of(StackService.POSTGRES, postgres, StackService.KAFKA, kafka, StackService.CONNECT, connect);
            return new Settings(
                    home, servers, changed, credentials, tables, tuning, existingConnector, timeout, progress);
        }

        public Settings withCredentials(DatabaseCredentials changed) {
            return new Settings(home, servers, ports, changed, tables, tuning, existingConnector, timeout, progress);
        }

        public Settings withTables(List<String> changed) {
            return new Settings(
                    home, servers, ports, credentials, changed, tuning, existingConnector, timeout, progress);
        }

        public Settings withTuning(Tuning changed) {
            return new Settings(
                    home, servers, ports, credentials, tables, changed, existingConnector, timeout, progress);
        }

        public Settings withExistingConnector(ExistingConnector changed) {
            return new Settings(home, servers, ports, credentials, tables, tuning, changed, timeout, progress);
        }

        public Settings withTimeout(Duration changed) {
            return new Settings(
                    home, servers, ports, credentials, tables, tuning, existingConnector, changed, progress);
        }

        public Settings withProgress(Consumer<String> changed) {
            return new Settings(home, servers, ports, credentials, tables, tuning, existingConnector, timeout, changed);
        }
    }

    /** Neither starts nor contacts a server. */
    public EmbeddedStack(Settings settings) {
        this.settings = settings;
        this.ports = EmbeddedStackFactory.choosePorts(settings);
        this.account = new ConnectorAccount(settings.home());
        this.servers = EmbeddedStackFactory.createServers(settings, ports, account);
        this.endpoints = EmbeddedStackFactory.createEndpoints(settings, ports);
        this.lifecycle = EmbeddedStackFactory.createLifecycle(settings, ports, endpoints);
        this.driftDetector = new SlotDriftDetector(settings.home().resolve("run"), lifecycle);
    }

    /**
     * Starts the servers that are not running, registers the connector, and returns when it streams. Also resumes
     * paused servers, and recovers a connector that is paused, FAILED or disconnected. Repeating the call on a healthy
     * stack has no effect.
     *
     * @throws StackException if the stack does not stream, or if it does but a moved slot has lost changes: see
     *     {@link StackStatus#problems}
     */
    public Endpoints up() {
        EmbeddedStackFactory.createDirectories(settings.home());
        try (HomeLock lock = lock()) {
            new MetricsRestart(servers, driftDetector).stopServers();
            new ParallelStart(servers, ports, settings.progress()).run(() -> startedHere = true);
            new DatabaseInitializer(lifecycle.database(), settings).run(server(StackService.POSTGRES)::requireAlive);
            driftDetector.detectDrift();
            new ConnectorRegistration(lifecycle, settings, account, this::requireAlive).run();
        }
        driftDetector.readFinding().ifPresent(problem -> {
            throw new StackException(problem);
        });
        return endpoints;
    }

    /** Stops all servers cleanly, Connect first, and kills those that do not stop in time. Keeps the data. */
    public void down() {
        if (!Files.isDirectory(settings.home())) {
            return;
        }
        try (HomeLock lock = lock()) {
            server(StackService.CONNECT).stop();
            driftDetector.recordPosition();
            server(StackService.KAFKA).requestStop();
            server(StackService.POSTGRES).requestStop();
            server(StackService.KAFKA).awaitStop();
            server(StackService.POSTGRES).awaitStop();
        }
        startedHere = false;
    }

    /** Calls {@link #down} and deletes all data, so the next {@link #up} starts from scratch. */
    public void deleteData() {
        down();
        Stream.of("postgres", "postgres.part", "kafka", "conf", "run")
                .forEach(name -> Directories.deleteRecursively(settings.home().resolve(name)));
    }

    @Override
    public StackStatus status() {
        return StackInspector.inspectEmbedded(List.copyOf(servers.values()), ports, lifecycle, driftDetector);
    }

    @Override
    public Endpoints endpoints() {
        return endpoints;
    }

    @Override
    public String connectorName() {
        return lifecycle.config().name();
    }

    @Override
    public void awaitStreaming(Duration timeout) {
        lifecycle.withRegisteredConfig().awaitStreaming(timeout, this::requireAlive);
    }

    @Override
    public void kill(StackService service) {
        runLocked(() -> server(service).kill());
    }

    @Override
    public void pause(StackService service) {
        runLocked(() -> server(service).pause());
    }

    @Override
    public void resume(StackService service) {
        runLocked(() -> server(service).resume());
    }

    @Override
    public void stop(StackService service) {
        runLocked(() -> {
            server(service).stop();
            if (service == StackService.CONNECT) {
                driftDetector.recordPosition();
            }
        });
    }

    @Override
    public void start(StackService service) {
        runLocked(() -> {
            if (service == StackService.CONNECT) {
                driftDetector.detectDrift();
            }
            server(service).start(port(service));
            server(service).awaitListening(port(service), settings.timeout());
        });
        startedHere = true;
    }

    /** Calls {@link #down} if this object started a server; otherwise does nothing. */
    @Override
    public void close() {
        if (startedHere) {
            down();
        }
    }

    private void requireAlive() {
        servers.values().forEach(ServerProcess::requireAlive);
    }

    private void runLocked(Runnable work) {
        EmbeddedStackFactory.createDirectories(settings.home());
        try (HomeLock lock = lock()) {
            work.run();
        }
    }

    private HomeLock lock() {
        return HomeLock.acquire(settings.home(), settings.timeout(), settings.progress());
    }

    private ServerProcess server(StackService service) {
        return Objects.requireNonNull(servers.get(service));
    }

    private int port(StackService service) {
        return Objects.requireNonNull(ports.get(service));
    }
}
