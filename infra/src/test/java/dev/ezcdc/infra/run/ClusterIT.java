package dev.ezcdc.infra.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.ReplicationStatus;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.Topology;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.server.PostgresData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three brokers, two workers, a primary and its standby. Each case begins with a healthy stack. */
@Tag("long")
class ClusterIT {
    private static final Node SECOND_WORKER = new Node(StackService.CONNECT, 2);
    private static TestStack test;

    @BeforeAll
    static void start() throws IOException, SQLException {
        test = new TestStack(new Topology(3, 2, true));
    }

    @AfterAll
    static void stop() {
        test.close();
    }

    @BeforeEach
    void heal() {
        test.prepareCase();
    }

    @Test
    void upReturnsWhenTheStandbyCouldTakeOver() {
        ReplicationStatus replication = replication();

        assertThat(replication.canFailOver()).isTrue();
        assertThat(test.stack().status().problems()).isEmpty();
    }

    @Test
    void topicsHaveThreeReplicas() throws Exception {
        try (Admin admin = Admin.create(test.stack().endpoints().kafkaClientSettings())) {
            assertThat(describe(admin, TestStack.CUSTOMERS, "cdc_connect_offsets", "__consumer_offsets"))
                    .allSatisfy(topic -> assertThat(topic.partitions())
                            .allSatisfy(partition ->
                                    assertThat(partition.replicas()).hasSize(3)));
        }
    }

    @Test
    void changeArrivesWithoutOneBroker() throws SQLException {
        test.stack().kill(new Node(StackService.KAFKA, 2));

        test.insert("without a broker");
        test.awaitRow("without a broker");

        assertThat(test.stack().status().problems()).anyMatch(problem -> problem.contains("Kafka 2 is not running"));
    }

    @Test
    void changeArrivesWithoutTheFirstWorker() throws SQLException {
        test.stack().kill(Node.first(StackService.CONNECT));

        test.insert("without a worker");
        test.awaitRow("without a worker");
    }

    @Test
    void brokerWithAnEmptyDiskIsFilledAgain() throws Exception {
        Node broker = new Node(StackService.KAFKA, 3);
        test.stack().kill(broker);
        Directories.deleteRecursively(test.home().resolve(broker.id()));

        test.stack().up();

        try (Admin admin = Admin.create(test.stack().endpoints().kafkaClientSettings())) {
            await().atMost(TestStack.TIMEOUT).untilAsserted(() -> assertThat(describe(admin, TestStack.CUSTOMERS))
                    .allSatisfy(topic -> assertThat(topic.partitions())
                            .allSatisfy(partition -> assertThat(partition.isr()).hasSize(3))));
        }
    }

    @Test
    void killedPrimaryIsReplacedWithoutALoss() throws SQLException {
        Node old = replication().primary();
        test.insert("before the kill of the primary");
        test.stack().kill(old);

        test.stack().failOver(false);

        assertThat(replication().primary()).isNotEqualTo(old);
        assertThat(replication().canFailOver()).isTrue();
        assertThat(test.countRows("before the kill of the primary")).isEqualTo(1);
        test.insert("after the failover");
        assertThat(test.awaitRow("after the failover"))
                .anyMatch(message -> message.hasValueWith("before the kill of the primary"));
    }

    @Test
    void runningPrimaryIsReplacedAndBecomesTheStandby() throws SQLException {
        Node old = replication().primary();

        test.stack().failOver(false);

        assertThat(replication().standby()).isEqualTo(old);
        assertThat(Files.exists(PostgresData.fenced(test.home(), old))).isFalse();
        test.insert("after the switchover");
        test.awaitRow("after the switchover");
    }

    @Test
    void everyConnectorFollowsTheFailover() throws SQLException {
        test.execute("create table if not exists orders (id integer primary key, item text)");
        ConnectorConfig second = new ConnectorConfig("orders", Map.of("table.include.list", "public.orders"));
        new EmbeddedStack(test.settings().withConnector(second)).up();
        test.stack().kill(replication().primary());

        test.stack().failOver(false);

        test.execute("insert into orders values (1, 'after the failover')");
        TopicReader.readUntil(
                test.stack().endpoints(),
                "orders.public.orders",
                0,
                message -> message.hasValueWith("after the failover"));
        test.insert("beside another connector");
        test.awaitRow("beside another connector");
        ConnectClient.of(test.stack().endpoints()).delete("orders");
    }

    @Test
    void failoverToAStandbyWithoutTheSlotIsRefused() throws SQLException {
        ReplicationStatus before = replication();
        try (Connection connection = open(before.primary());
                Statement statement = connection.createStatement()) {
            statement.execute("alter system reset synchronous_standby_names");
            statement.execute("select pg_reload_conf()");
        }

        assertThatThrownBy(() -> test.stack().failOver(false))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("nothing has changed")
                .hasMessageContaining("commits did not wait for the standby");

        assertThat(replication().primary()).isEqualTo(before.primary());
        assertThat(test.stack().status().problems()).anyMatch(problem -> problem.contains("commits do not wait"));
    }

    @Test
    void statusSaysThatCommitsWaitForALostStandby() throws Exception {
        test.stack().kill(replication().standby());

        Thread writer = new Thread(() -> {
            try {
                test.insert("waits for the standby");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        writer.start();

        await().atMost(TestStack.TIMEOUT)
                .untilAsserted(() -> assertThat(test.stack().status().problems())
                        .anyMatch(problem -> problem.contains("sessions wait in their commit for the standby")));
        test.stack().up();
        writer.join();
        test.awaitRow("waits for the standby");
    }

    @Test
    void numberOfBrokersCannotChange() {
        Path home = test.home();

        assertThatThrownBy(() -> new EmbeddedStack(test.settings().withTopology(new Topology(5, 2, true))).up())
                .isInstanceOf(StackException.class)
                .hasMessageContaining("--brokers=3");

        assertThat(home).isDirectory();
    }

    @Test
    void stoppedWorkerTakesPartAgain() throws SQLException {
        test.stack().stop(SECOND_WORKER);
        test.stack().up();

        test.insert("with both workers");
        test.awaitRow("with both workers");
    }

    private static Collection<TopicDescription> describe(Admin admin, String... topics) throws Exception {
        return admin.describeTopics(Set.of(topics)).allTopicNames().get().values();
    }

    private static ReplicationStatus replication() {
        return Objects.requireNonNull(test.stack().status().replication());
    }

    private static Connection open(Node node) throws SQLException {
        String address = test.stack().status().servers().stream()
                .filter(server -> server.node().equals(node))
                .findFirst()
                .orElseThrow()
                .address();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address + "/cdctest",
                test.stack().endpoints().user(),
                test.stack().endpoints().password());
    }
}
