package dev.ezcdc.infra.run;

import dev.ezcdc.infra.DatabaseCredentials;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.ManagedStack;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.health.SlotDriftDetector;
import dev.ezcdc.infra.health.StackInspector;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.HomeLock;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.server.ServerProcess;
import dev.ezcdc.infra.tls.TlsHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    private final @Nullable TlsHome tls;
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
     * @param request the connector to register; {@link #connector} and {@link #tables} are its parts
     * @param timeout the time limit of each step of {@link #up}
     * @param progress receives a line for each step; called on several threads
     */
    public record Settings(
            Path home,
            Path servers,
            Map<StackService, Integer> ports,
            DatabaseCredentials credentials,
            ConnectorRequest request,
            Tuning tuning,
            Duration timeout,
            Consumer<String> progress) {
        public Settings {
            home = home.toAbsolutePath().normalize();
            servers = servers.toAbsolutePath().normalize();
            ports = Map.copyOf(ports);
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
        public static Settings of(Path home, Path servers) {
            DatabaseCredentials credentials = new DatabaseCredentials("cdctest", "cdctest", "cdctest");
            ConnectorRequest request = ConnectorRequest.DEFAULT;
            Duration timeout = Duration.ofSeconds(60);
            return new Settings(home, servers, Map.of(), credentials, request, Tuning.DEFAULT, timeout, line -> {})
                    .withPorts(55432, 29092, 8083);
        }

        public ConnectorConfig connector() {
            return request.config();
        }

        public List<String> tables() {
            return request.tables();
        }

        /** Returns a copy with these ports; 0 for any free port. */
        public Settings withPorts(int postgres, int kafka, int connect) {
            Map<StackService, Integer> changed =
                    Map.of(StackService.POSTGRES, postgres, StackService.KAFKA, kafka, StackService.CONNECT, connect);
            return new Settings(home, servers, changed, credentials, request, tuning, timeout, progress);
        }

        public Settings withCredentials(DatabaseCredentials changed) {
            return new Settings(home, servers, ports, changed, request, tuning, timeout, progress);
        }

        public Settings withConnector(ConnectorConfig changed) {
            return withRequest(new ConnectorRequest(changed, tables(), request.existing()));
        }

        public Settings withTables(List<String> changed) {
            return withRequest(new ConnectorRequest(connector(), changed, request.existing()));
        }

        public Settings withExistingConnector(ExistingConnector changed) {
            return withRequest(new ConnectorRequest(connector(), tables(), changed));
        }

        private Settings withRequest(ConnectorRequest changed) {
            return new Settings(home, servers, ports, credentials, changed, tuning, timeout, progress);
        }

        public Settings withTuning(Tuning changed) {
            return new Settings(home, servers, ports, credentials, request, changed, timeout, progress);
        }

        public Settings withTimeout(Duration changed) {
            return new Settings(home, servers, ports, credentials, request, tuning, changed, progress);
        }

        public Settings withProgress(Consumer<String> changed) {
            return new Settings(home, servers, ports, credentials, request, tuning, timeout, changed);
        }
    }

    /** Neither starts nor contacts a server. */
    public EmbeddedStack(Settings settings) {
        this.tls = TlsHome.find(settings.home()).orElse(null);
        this.settings = EmbeddedStackFactory.withPassword(settings, tls);
        this.ports = EmbeddedStackFactory.choosePorts(settings);
        this.account = new ConnectorAccount(settings.home());
        this.servers = EmbeddedStackFactory.createServers(this.settings, ports, account, tls);
        this.endpoints = EmbeddedStackFactory.createEndpoints(this.settings, ports, tls);
        this.lifecycle = EmbeddedStackFactory.createLifecycle(this.settings, ports, endpoints, tls);
        this.driftDetector = new SlotDriftDetector(settings.home().resolve("run"), lifecycle.database());
    }

    /**
     * Starts the servers that are not running, registers the connector, and returns when it streams. Also resumes
     * paused servers, and recovers a connector that is paused, FAILED or disconnected. Repeating the call on a healthy
     * stack has no effect.
     *
     * @throws StackException if the stack does not stream, or has lost changes: see {@link StackStatus#problems}
     */
    public Endpoints up() {
        EmbeddedStackFactory.createDirectories(settings.home());
        try (HomeLock lock = lock()) {
            EmbeddedStackFactory.prepareTls(tls, servers.values(), settings);
            new MetricsRestart(servers, workerStop()).stopServers();
            // Before the worker streams, because it moves the slot itself then.
            Runnable detectDrift =
                    () -> driftDetector.detectDrift(settings.timeout(), server(StackService.POSTGRES)::requireAlive);
            new ParallelStart(servers, ports, settings.progress()).run(() -> startedHere = true, detectDrift);
            new DatabaseInitializer(lifecycle.database(), settings).run(server(StackService.POSTGRES)::requireAlive);
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
            workerStop().run();
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

    /** Returns the detector of changes that a moved slot has lost, and that no new snapshot has made up for. */
    public SlotDriftDetector driftDetector() {
        return driftDetector;
    }

    @Override
    public StackStatus status() {
        return StackInspector.inspectEmbedded(List.copyOf(servers.values()), ports, lifecycle, driftDetector, tls);
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
        lifecycle.withRegisteredConfig().awaitStreaming(timeout, this::requireAlive, settings.progress());
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
            if (service == StackService.CONNECT) {
                workerStop().run();
            } else {
                server(service).stop();
            }
        });
    }

    @Override
    public void start(StackService service) {
        runLocked(() -> {
            if (service == StackService.CONNECT) {
                driftDetector.detectDrift(settings.timeout(), server(StackService.POSTGRES)::requireAlive);
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

    private WorkerStop workerStop() {
        return new WorkerStop(servers, lifecycle, driftDetector);
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
