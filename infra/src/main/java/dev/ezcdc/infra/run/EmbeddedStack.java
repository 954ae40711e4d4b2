package dev.ezcdc.infra.run;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.ReplicatedStack;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.health.SlotDriftDetector;
import dev.ezcdc.infra.health.StackInspector;
import dev.ezcdc.infra.os.AvailableMemory;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.HomeLock;
import dev.ezcdc.infra.replication.PostgresPair;
import dev.ezcdc.infra.server.BrokerQuorum;
import dev.ezcdc.infra.server.PostgresData;
import dev.ezcdc.infra.server.ServerProcess;
import dev.ezcdc.infra.tls.TlsHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, Kafka and Kafka Connect as three processes on the loopback address, without Docker. The processes outlive
 * this JVM: another object or command with the same home directory finds them again.
 *
 * <pre>
 * {@code try (EmbeddedStack stack = new EmbeddedStack(StackSettings.of(Path.of(".cdc"), Path.of("infra/servers")))) {
 *     stack.up();      // returns when the connector streams
 *     …
 * }                    // stops the servers that up() started; to keep them running, do not close the stack
 * }</pre>
 *
 * <p>Thread-safe. Commands of several JVMs on one home directory wait for each other.
 */
public final class EmbeddedStack implements ReplicatedStack {
    private final StackSettings settings;
    private final @Nullable TlsHome tls;
    private final Map<Node, Integer> ports;
    private final Map<Node, ServerProcess> servers;
    private final @Nullable PostgresPair pair;
    private final @Nullable StandbyControl standbyControl;
    private final ConnectorAccount account;
    private final Endpoints endpoints;
    private final ConnectorLifecycle lifecycle;
    private final SlotDriftDetector driftDetector;
    private volatile boolean startedHere;

    /** Neither starts nor contacts a server. */
    public EmbeddedStack(StackSettings settings) {
        this.tls = TlsHome.find(settings.home()).orElse(null);
        this.settings = EmbeddedStackFactory.withPassword(settings, tls);
        this.ports = EmbeddedStackFactory.choosePorts(settings);
        this.account = new ConnectorAccount(settings.home());
        this.servers = EmbeddedStackFactory.createServers(this.settings, ports, account, tls);
        this.endpoints = EmbeddedStackFactory.createEndpoints(this.settings, ports, tls);
        this.lifecycle = EmbeddedStackFactory.createLifecycle(this.settings, ports, endpoints, tls);
        this.pair = EmbeddedStackFactory.createPair(this.settings, servers, ports, endpoints);
        this.standbyControl =
                pair == null ? null : new StandbyControl(pair, lifecycle, this.settings, this::requireAlive);
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
        if (tls != null && !settings.topology().equals(Topology.SINGLE)) {
            throw new StackException("a stack with TLS has one broker, one worker and no standby. Use another --home");
        }
        EmbeddedStackFactory.createDirectories(settings.home());
        try (HomeLock lock = lock()) {
            EmbeddedStackFactory.prepareTls(tls, servers.values(), settings);
            requireMemory();
            prepareQuorum();
            new MetricsRestart(servers.values(), workerStop()).stopServers();
            // Before the worker streams, because it moves the slot itself then.
            Runnable detectDrift = () -> driftDetector.detectDrift(settings.timeout(), primaryServer()::requireAlive);
            Map<Node, ServerProcess> startable = standbyControl == null ? servers : standbyControl.startable(servers);
            new ParallelStart(startable, ports, settings.progress())
                    .run(() -> startedHere = true, primary(), detectDrift);
            new DatabaseInitializer(lifecycle.database(), settings).run(primaryServer()::requireAlive);
            if (standbyControl != null) {
                standbyControl.start();
            }
            new ConnectorRegistration(lifecycle, settings, account, this::requireAlive).run();
            if (standbyControl != null) {
                standbyControl.protect();
            }
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
            List<ServerProcess> brokers = servers(StackService.KAFKA);
            brokers.forEach(ServerProcess::requestStop);
            // The primary sends its standby the rest of the log before it ends.
            primaryServer().stop();
            servers(StackService.POSTGRES).forEach(ServerProcess::stop);
            brokers.forEach(ServerProcess::awaitStop);
        }
        startedHere = false;
    }

    /** Calls {@link #down} and deletes all data, so the next {@link #up} starts from scratch. */
    public void deleteData() {
        down();
        Stream<String> data = servers.keySet().stream()
                .flatMap(node -> Stream.of(node.id(), node.id() + ".part", node.id() + ".fenced"));
        Stream.concat(data, Stream.of("conf", "run"))
                .forEach(name -> Directories.deleteRecursively(settings.home().resolve(name)));
    }

    /** Returns the detector of changes that a moved slot has lost, and that no new snapshot has made up for. */
    public SlotDriftDetector driftDetector() {
        return driftDetector;
    }

    @Override
    public StackStatus status() {
        return StackInspector.inspectEmbedded(
                List.copyOf(servers.values()), ports, endpoints, lifecycle, driftDetector, tls, pair);
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
    public void kill(Node node) {
        runLocked(() -> server(node).kill());
    }

    @Override
    public void pause(Node node) {
        runLocked(() -> server(node).pause());
    }

    @Override
    public void resume(Node node) {
        runLocked(() -> server(node).resume());
    }

    @Override
    public void stop(Node node) {
        runLocked(() -> {
            if (node.service() == StackService.CONNECT && settings.topology().workers() == 1) {
                workerStop().run();
            } else {
                server(node).stop();
            }
        });
    }

    @Override
    public void start(Node node) {
        runLocked(() -> {
            prepareQuorum();
            if (node.service() == StackService.CONNECT) {
                driftDetector.detectDrift(settings.timeout(), primaryServer()::requireAlive);
            }
            server(node).start(port(node));
            server(node).awaitListening(port(node), settings.timeout());
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

    @Override
    public Node primary() {
        return PostgresData.primary(settings.home());
    }

    @Override
    public Node standby() {
        return requireStandby().pair().standby();
    }

    @Override
    public Connection open(Node node) throws SQLException {
        return requireStandby().pair().database(node).open();
    }

    @Override
    public Path dataDirectory(Node node) {
        return settings.home().resolve(node.id());
    }

    @Override
    public void failOver(boolean force) {
        StandbyControl control = requireStandby();
        runLocked(() -> control.promote(force));
        up();
    }

    @Override
    public void goOnAlone() {
        runLocked(requireStandby()::goOnAlone);
    }

    private StandbyControl requireStandby() {
        if (standbyControl == null) {
            throw new StackException("this stack has no standby. Run `./cdc up --standby`");
        }
        return standbyControl;
    }

    private void requireMemory() {
        long running = servers.values().stream()
                .filter(server -> server.findRunning().isPresent())
                .count();
        new MemoryCheck(AvailableMemory.OF_THIS_MACHINE).require(settings.topology(), running);
    }

    private void prepareQuorum() {
        BrokerQuorum quorum =
                new BrokerQuorum(settings.home(), settings.topology().brokers());
        quorum.requireSize();
        boolean isStopped = servers(StackService.KAFKA).stream()
                .allMatch(broker -> broker.findRunning().isEmpty());
        if (settings.topology().brokers() > 1 && isStopped) {
            quorum.prepare();
        }
    }

    private WorkerStop workerStop() {
        return new WorkerStop(servers.values(), lifecycle, driftDetector);
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

    private ServerProcess server(Node node) {
        return Objects.requireNonNull(servers.get(node), () -> "the stack has no " + node.title());
    }

    private List<ServerProcess> servers(StackService service) {
        return settings.topology().nodes(service).stream().map(this::server).toList();
    }

    private ServerProcess primaryServer() {
        return server(primary());
    }

    private int port(Node node) {
        return Objects.requireNonNull(ports.get(node));
    }
}
