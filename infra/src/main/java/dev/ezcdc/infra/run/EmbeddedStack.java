package dev.ezcdc.infra.run;

import dev.ezcdc.infra.DatabaseCredentials;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.ManagedStack;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.connector.ConnectorRecovery;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.health.SlotDriftDetector;
import dev.ezcdc.infra.health.StackInspector;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.HomeLock;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.server.ServerProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * PostgreSQL, Kafka and Kafka Connect as three processes on the loopback address, without Docker. They outlive this JVM:
 * another object, or another command, with the same home directory finds them again.
 *
 * <pre>{@code
 * try (EmbeddedStack stack = new EmbeddedStack(Settings.of(Path.of(".cdc"), Path.of("infra/servers")))) {
 *     stack.up();      // returns when it streams
 *     …
 * }                    // ends what up() started; a stack that is to stay is not closed
 * }</pre>
 *
 * <p>Safe for use by several threads; several JVMs take turns on one home directory.
 */
public final class EmbeddedStack implements ManagedStack {
    private final Settings settings;
    private final Map<StackService, Integer> ports;
    private final Map<StackService, ServerProcess> servers;
    private final Endpoints endpoints;
    private final ConnectorLifecycle lifecycle;
    private final SlotDriftDetector slotDriftDetector;
    private volatile boolean startedHere;

    /**
     * What an embedded stack is made of.
     *
     * @param home where data, logs and pid files are kept, such as {@code .cdc}; two stacks need two homes
     * @param servers where the build laid the servers out: {@code infra/servers}
     * @param ports one for each server, 0 for any free one
     * @param account made at the first start, and fixed with the home directory
     * @param tables what to capture, such as {@code public.customers}; regular expressions, as Debezium takes them
     * @param timeout how long {@link #up} may take once the servers were started
     * @param progress told in a few words what is being done; called on whichever thread does it
     */
    public record Settings(
            Path home,
            Path servers,
            Map<StackService, Integer> ports,
            DatabaseCredentials credentials,
            List<String> tables,
            Tuning tuning,
            Duration timeout,
            Consumer<String> progress) {
        public Settings {
            home = home.toAbsolutePath().normalize();
            servers = servers.toAbsolutePath().normalize();
            ports = Map.copyOf(ports);
            tables = List.copyOf(tables);
            Objects.requireNonNull(credentials, "account");
            Objects.requireNonNull(tuning, "tuning");
            Objects.requireNonNull(timeout, "timeout");
            Objects.requireNonNull(progress, "progress");
        }

        /** The walkthrough's: PostgreSQL 55432, Kafka 29092, Connect 8083, everything called cdctest. */
        public static Settings of(Path home, Path servers) {
            DatabaseCredentials account = new DatabaseCredentials("cdctest", "cdctest", "cdctest");
            List<String> tables = List.of("public.customers");
            Duration timeout = Duration.ofSeconds(60);
            return new Settings(home, servers, Map.of(), account, tables, Tuning.DEFAULT, timeout, line -> {})
                    .withPorts(55432, 29092, 8083);
        }

        /** On these ports; 0 for any free one. */
        public Settings withPorts(int postgres, int kafka, int connect) {
            Map<StackService, Integer> changed =
                    Map.of(StackService.POSTGRES, postgres, StackService.KAFKA, kafka, StackService.CONNECT, connect);
            return new Settings(home, servers, changed, credentials, tables, tuning, timeout, progress);
        }

        public Settings withCredentials(DatabaseCredentials changed) {
            return new Settings(home, servers, ports, changed, tables, tuning, timeout, progress);
        }

        public Settings withTables(List<String> changed) {
            return new Settings(home, servers, ports, credentials, changed, tuning, timeout, progress);
        }

        public Settings withTuning(Tuning changed) {
            return new Settings(home, servers, ports, credentials, tables, changed, timeout, progress);
        }

        public Settings withTimeout(Duration changed) {
            return new Settings(home, servers, ports, credentials, tables, tuning, changed, progress);
        }

        public Settings withProgress(Consumer<String> changed) {
            return new Settings(home, servers, ports, credentials, tables, tuning, timeout, changed);
        }
    }

    /** Touches nothing yet. */
    public EmbeddedStack(Settings settings) {
        this.settings = settings;
        this.ports = EmbeddedStackFactory.choosePorts(settings);
        this.servers = EmbeddedStackFactory.createServers(settings, ports);
        this.endpoints = new Endpoints(
                "jdbc:postgresql://127.0.0.1:" + ports.get(StackService.POSTGRES) + "/"
                        + settings.credentials().database(),
                settings.credentials().user(),
                settings.credentials().password(),
                "127.0.0.1:" + ports.get(StackService.KAFKA),
                URI.create("http://127.0.0.1:" + ports.get(StackService.CONNECT)));
        this.lifecycle = new ConnectorLifecycle(
                new ConnectClient(endpoints.connectUrl()),
                new Database(endpoints.jdbcUrl(), endpoints.user(), endpoints.password()),
                EmbeddedStackFactory.createConnectorConfig(settings, ports));
        this.slotDriftDetector = new SlotDriftDetector(settings.home().resolve("run"), lifecycle);
    }

    /**
     * Returns when it streams: starts what does not run, finds what does, registers the connector, restarts what FAILED or
     * hangs, resumes what is paused. Calling it again changes nothing, or heals.
     *
     * @throws StackException also if it streams and changes were lost before: see {@link StackStatus#problems}
     */
    public Endpoints up() {
        EmbeddedStackFactory.createDirectories(settings.home());
        try (HomeLock lock = lock()) {
            requirePorts();
            startAll();
            DatabaseInitializer init = new DatabaseInitializer(lifecycle.database(), settings);
            init.run(server(StackService.POSTGRES)::requireAlive, lifecycle);
            slotDriftDetector.detectDrift();
            if (lifecycle.register(settings.timeout(), this::requireAlive)) {
                settings.progress()
                        .accept("registered connector " + lifecycle.config().name());
            }
            new ConnectorRecovery(lifecycle, settings.timeout(), this::requireAlive, settings.progress()).run();
        }
        slotDriftDetector.readFinding().ifPresent(trouble -> {
            throw new StackException(trouble);
        });
        return endpoints;
    }

    /** Stops every server orderly, Connect first, and forces what does not stop. Data stays. */
    public void down() {
        if (!Files.isDirectory(settings.home())) {
            return;
        }
        try (HomeLock lock = lock()) {
            server(StackService.CONNECT).requestStop();
            server(StackService.CONNECT).awaitStop();
            slotDriftDetector.recordPosition();
            server(StackService.KAFKA).requestStop();
            server(StackService.POSTGRES).requestStop();
            server(StackService.KAFKA).awaitStop();
            server(StackService.POSTGRES).awaitStop();
        }
        startedHere = false;
    }

    /** {@link #down}, and deletes all data: the next {@link #up} is a first one. */
    public void deleteData() {
        down();
        Stream.of("postgres", "postgres.part", "kafka", "conf", "run")
                .forEach(folder -> Directories.deleteRecursively(settings.home().resolve(folder)));
    }

    @Override
    public StackStatus status() {
        return StackInspector.inspectEmbedded(List.copyOf(servers.values()), ports, lifecycle, slotDriftDetector);
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
        lifecycle.awaitStreaming(timeout, this::requireAlive);
    }

    @Override
    public void kill(StackService component) {
        runLocked(() -> server(component).kill());
    }

    @Override
    public void pause(StackService component) {
        runLocked(() -> server(component).pause());
    }

    @Override
    public void resume(StackService component) {
        runLocked(() -> server(component).resume());
    }

    @Override
    public void stop(StackService component) {
        runLocked(() -> {
            server(component).requestStop();
            server(component).awaitStop();
            if (component == StackService.CONNECT) {
                slotDriftDetector.recordPosition();
            }
        });
    }

    @Override
    public void start(StackService component) {
        runLocked(() -> {
            if (component == StackService.CONNECT) {
                slotDriftDetector.detectDrift();
            }
            server(component).start(port(component));
            server(component).awaitListening(port(component), settings.timeout());
        });
        startedHere = true;
    }

    /** {@link #down} if this object started anything; else all goes on running. */
    @Override
    public void close() {
        if (startedHere) {
            down();
        }
    }

    private void startAll() {
        List<CompletableFuture<Void>> starts = Stream.of(
                        StackService.KAFKA, StackService.CONNECT, StackService.POSTGRES)
                .map(component -> CompletableFuture.runAsync(() -> {
                    ServerProcess server = server(component);
                    if (server.findRunning().isEmpty()) {
                        startedHere = true;
                        server.start(port(component));
                    } else if (server.isPaused()) {
                        settings.progress().accept("resuming " + component.title());
                        server.resume();
                    }
                }))
                .toList();
        try {
            // All of them, also after one has failed: what close() ends must have been started.
            CompletableFuture.allOf(starts.toArray(CompletableFuture<?>[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StackException cause ? cause : e;
        }
    }

    /** Before anything is started, so that a taken port leaves nothing half up. */
    private void requirePorts() {
        for (ServerProcess server : servers.values()) {
            server.requirePort(port(server.service()));
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

    private ServerProcess server(StackService component) {
        return Objects.requireNonNull(servers.get(component));
    }

    private int port(StackService component) {
        return Objects.requireNonNull(ports.get(component));
    }
}
