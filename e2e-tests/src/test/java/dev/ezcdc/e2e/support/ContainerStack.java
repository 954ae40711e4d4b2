package dev.ezcdc.e2e.support;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.ReplicatedStack;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.run.ExternalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * The stack from the images in {@code infra/compose.yaml}, started by Testcontainers. Its ports are chosen in advance, so
 * that a restarted server keeps its port.
 */
public final class ContainerStack implements ReplicatedStack {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Network network = Network.newNetwork();
    private final PostgreSQLContainer<?> database = new PostgreSQLContainer<>(DockerImageName.parse("postgres:18"))
            .withNetwork(network)
            .withNetworkAliases("database")
            .withDatabaseName("cdctest")
            .withUsername("cdctest")
            .withPassword("cdctest")
            .withCopyFileToContainer(
                    MountableFile.forHostPath(TestStacks.projectRoot().resolve("infra/postgres/init.sql")),
                    "/docker-entrypoint-initdb.d/01-init.sql")
            .withCommand("postgres", "-c", "wal_level=logical");
    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.4.0")
            .withNetwork(network)
            .withNetworkAliases("kafka")
            .withListener("kafka:19092");
    private final GenericContainer<?> connect = new GenericContainer<>("quay.io/debezium/connect:3.7.0.Final")
            .withNetwork(network)
            .withEnv(Map.of(
                    "BOOTSTRAP_SERVERS", "kafka:19092",
                    "GROUP_ID", "1",
                    "CONFIG_STORAGE_TOPIC", "cdc_connect_configs",
                    "OFFSET_STORAGE_TOPIC", "cdc_connect_offsets",
                    "STATUS_STORAGE_TOPIC", "cdc_source_connect_statuses",
                    "CONNECT_OFFSET_FLUSH_INTERVAL_MS", "1000"))
            .withCopyFileToContainer(
                    MountableFile.forHostPath(
                            TestStacks.projectRoot().resolve("infra/plugins/target/connect-plugins.jar")),
                    "/kafka/connect/debezium-connector-postgres/connect-plugins.jar")
            .withExposedPorts(8083)
            .dependsOn(kafka)
            .waitingFor(Wait.forHttp("/connectors").forStatusCode(200).withStartupTimeout(TIMEOUT));
    private final DockerClient docker = DockerClientFactory.lazyClient();
    private final Endpoints endpoints;
    private @Nullable ExternalStack stack;

    /** Starts the servers. No table is captured yet. */
    public ContainerStack() {
        bindFreePort(database, 5432);
        bindFreePort(kafka, 9092);
        bindFreePort(connect, 8083);
        Startables.deepStart(database, connect).join();
        endpoints = new Endpoints(
                database.getJdbcUrl(),
                "cdctest",
                "cdctest",
                kafka.getBootstrapServers(),
                URI.create("http://" + connect.getHost() + ":" + connect.getMappedPort(8083)));
    }

    /** Skips the test, and prints that it does, if no container engine is available. */
    public static void assumeEngine() {
        boolean isAvailable = DockerClientFactory.instance().isDockerAvailable();
        if (!isAvailable) {
            System.out.println("container tests skipped: no container engine is available");
        }
        Assumptions.assumeTrue(isAvailable, "no container engine is available");
    }

    private static void bindFreePort(GenericContainer<?> container, int port) {
        try (ServerSocket free = new ServerSocket(0)) {
            container.setPortBindings(List.of(free.getLocalPort() + ":" + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Registers the connector with additional settings, which override the defaults, and returns when it streams. */
    public ContainerStack capture(Map<String, String> settings) {
        ExternalStack captured = new ExternalStack(ExternalStack.Settings.of(endpoints)
                .withConnectDatabaseAddress("database", 5432)
                .withConnectorOverrides(settings));
        captured.register(ExistingConnector.RESET, TIMEOUT);
        captured.awaitStreaming(TIMEOUT);
        stack = captured;
        return this;
    }

    @Override
    public Endpoints endpoints() {
        return endpoints;
    }

    @Override
    public void awaitStreaming(Duration timeout) {
        requireCaptured().awaitStreaming(timeout);
    }

    @Override
    public StackStatus status() {
        return requireCaptured().status();
    }

    @Override
    public String connectorName() {
        return requireCaptured().connectorName();
    }

    /** Restarts failed tasks. */
    public void restartFailed() {
        requireCaptured().restartFailed();
    }

    private ExternalStack requireCaptured() {
        return Objects.requireNonNull(stack, "no connector registered. Call capture() first.");
    }

    @Override
    public void kill(Node node) {
        StackService component = node.service();
        docker.killContainerCmd(containerId(component)).withSignal("KILL").exec();
    }

    @Override
    public void pause(Node node) {
        StackService component = node.service();
        // The kernel cannot always freeze a busy cgroup; runc then thaws it and reports an error. The next try
        // succeeds.
        Awaitility.await(component.title() + " is paused")
                .atMost(TIMEOUT)
                .ignoreException(InternalServerErrorException.class)
                .until(() -> {
                    docker.pauseContainerCmd(containerId(component)).exec();
                    return true;
                });
    }

    @Override
    public void resume(Node node) {
        StackService component = node.service();
        docker.unpauseContainerCmd(containerId(component)).exec();
    }

    @Override
    public void stop(Node node) {
        StackService component = node.service();
        docker.stopContainerCmd(containerId(component))
                .withTimeout((int) TIMEOUT.toSeconds())
                .exec();
    }

    @Override
    public void start(Node node) {
        StackService component = node.service();
        docker.startContainerCmd(containerId(component)).exec();
        Awaitility.await(component.title() + " is ready")
                .atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> isReady(component));
    }

    private boolean isReady(StackService component) throws Exception {
        return switch (component) {
            case POSTGRES -> {
                try (Connection connection = openConnection()) {
                    yield connection.isValid(1);
                }
            }
            case KAFKA -> {
                try (Admin admin = Admin.create(Map.of(
                        "bootstrap.servers", endpoints.bootstrapServers(),
                        "default.api.timeout.ms", "2000",
                        "request.timeout.ms", "2000"))) {
                    yield !admin.describeCluster().nodes().get().isEmpty();
                }
            }
            case CONNECT -> {
                new ConnectClient(endpoints.connectUrl()).listConnectors();
                yield true;
            }
        };
    }

    /** Opens a connection to the database. The caller closes it. */
    public Connection openConnection() throws SQLException {
        return DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
    }

    /** Writes the output of each server to a file. */
    public void keepLogs(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (StackService component : StackService.values()) {
            Files.writeString(
                    folder.resolve(component.id() + ".log"),
                    container(component).getLogs());
        }
    }

    private String containerId(StackService component) {
        return container(component).getContainerId();
    }

    private GenericContainer<?> container(StackService component) {
        return switch (component) {
            case POSTGRES -> database;
            case KAFKA -> kafka;
            case CONNECT -> connect;
        };
    }

    @Override
    public void close() {
        connect.stop();
        kafka.stop();
        database.stop();
        network.close();
    }
}
