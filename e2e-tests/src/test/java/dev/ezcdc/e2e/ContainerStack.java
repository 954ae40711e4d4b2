package dev.ezcdc.e2e;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.ExternalStack;
import dev.ezcdc.infra.Stack;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The stack from the images that {@code infra/compose.yaml} names, by Testcontainers. */
final class ContainerStack implements Stack {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Network network = Network.newNetwork();
    private final PostgreSQLContainer<?> database = new PostgreSQLContainer<>(DockerImageName.parse("postgres:18"))
            .withNetwork(network)
            .withNetworkAliases("database")
            .withDatabaseName("cdctest")
            .withUsername("cdctest")
            .withPassword("cdctest")
            .withCopyFileToContainer(
                    MountableFile.forHostPath(TestStacks.root().resolve("infra/postgres/init.sql")),
                    "/docker-entrypoint-initdb.d/01-init.sql")
            .withCommand("postgres", "-c", "wal_level=logical");
    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.3.1")
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
                    "STATUS_STORAGE_TOPIC", "cdc_source_connect_statuses"))
            .withExposedPorts(8083)
            .dependsOn(kafka)
            .waitingFor(Wait.forHttp("/connectors").forStatusCode(200).withStartupTimeout(PATIENCE));
    private final ExternalStack stack;

    ContainerStack() {
        Startables.deepStart(database, connect).join();
        Endpoints endpoints = new Endpoints(
                database.getJdbcUrl(),
                "cdctest",
                "cdctest",
                kafka.getBootstrapServers(),
                URI.create("http://" + connect.getHost() + ":" + connect.getMappedPort(8083)));
        stack = new ExternalStack(ExternalStack.Settings.of(endpoints).withDatabaseSeenByConnect("database", 5432));
        stack.register(PATIENCE);
        stack.awaitStreaming(PATIENCE);
    }

    @Override
    public Endpoints endpoints() {
        return stack.endpoints();
    }

    @Override
    public void awaitStreaming(Duration timeout) {
        stack.awaitStreaming(timeout);
    }

    @Override
    public void close() {
        connect.stop();
        kafka.stop();
        database.stop();
        network.close();
    }
}
