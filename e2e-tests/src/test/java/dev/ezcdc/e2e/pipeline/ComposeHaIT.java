package dev.ezcdc.e2e.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.Compose;
import dev.ezcdc.e2e.support.TestStacks;
import dev.ezcdc.e2e.support.TopicTap;
import dev.ezcdc.envelope.ChangeEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The containers of {@code infra/compose-ha.yaml}: each kind of server is lost once. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposeHaIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String IMAGE = "postgres:18";
    private static final String PASSWORD = "m4rked:own\\er";
    private static final String PROMOTE = "exec -T database-2 bash /opt/ez-cdc/promote.sh";
    private static final List<String> PORTS = List.of(
            "CDC_POSTGRES_PORT",
            "CDC_POSTGRES_2_PORT",
            "CDC_KAFKA_PORT",
            "CDC_KAFKA_2_PORT",
            "CDC_KAFKA_3_PORT",
            "CDC_CONNECT_PORT",
            "CDC_CONNECT_2_PORT");

    private Compose compose = new Compose("", Map.of());

    @BeforeAll
    void start() throws IOException {
        Compose.assumeAvailable();
        assumeBaseBackup();
        Path secrets = TestStacks.newHome();
        Files.writeString(secrets.resolve("database_password"), PASSWORD + "\n");
        Files.writeString(secrets.resolve("standby"), "st:and\\by\n");
        Files.writeString(secrets.resolve("connector"), "password=m4rked-connector\n");
        Map<String, String> environment = new HashMap<>(Map.of("CDC_SECRETS", secrets.toString()));
        List<Integer> ports = Compose.freePorts(PORTS.size());
        for (int i = 0; i < PORTS.size(); i++) {
            environment.put(PORTS.get(i), ports.get(i).toString());
        }
        compose = new Compose("infra/compose-ha.yaml", environment);
        compose.run("up -d database-1 database-2 protection kafka-1 kafka-2 kafka-3 connect-1 connect-2 register");
        awaitProtection();
    }

    /** The standby is copied with the image's own pg_basebackup, which must be as new as its server. */
    private static void assumeBaseBackup() {
        String version = Cli.run(List.of("docker", "run", "--rm", "--entrypoint", "pg_basebackup", IMAGE, "--version"))
                .out()
                .strip();
        if (!version.matches("pg_basebackup .* 18\\..*")) {
            System.out.println("compose-ha is not tested: the image " + IMAGE + " has \"" + version + "\"");
        }
        Assumptions.assumeTrue(version.matches("pg_basebackup .* 18\\..*"), version);
    }

    @AfterAll
    void stop() {
        if (!compose.file().isEmpty()) {
            compose.run("down -v");
        }
    }

    @Test
    void everyChangeArrivesOnceAlthoughABrokerAWorkerAndThePrimaryAreLost() throws Exception {
        try (TopicTap tap = TopicTap.open(
                address("CDC_KAFKA_PORT") + "," + address("CDC_KAFKA_2_PORT") + "," + address("CDC_KAFKA_3_PORT"),
                "cdctest\\.public\\.customers",
                TestStacks.newHome().resolve("dead-letters.jsonl"))) {
            insert("at first");
            tap.await(ChangeEvent.class, 1);

            compose.run("kill kafka-1");
            insert("without a broker");
            tap.await(ChangeEvent.class, 2);

            String worker = workerOfTask();
            compose.run("kill " + worker);
            insert("without a worker");
            tap.await(ChangeEvent.class, 3);
            compose.run("start kafka-1 " + worker);

            Cli refused = compose.tryRun(PROMOTE);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.out() + refused.err()).contains("database-1 is still the primary");

            compose.run("kill database-1");
            compose.run(PROMOTE);
            insert("without the primary");
            tap.await(ChangeEvent.class, 4);

            compose.run("start database-1");
            awaitProtection();
            assertThat(isStandby("CDC_POSTGRES_PORT")).isTrue();
            assertThat(isStandby("CDC_POSTGRES_2_PORT")).isFalse();
            insert("with a new standby");
            assertThat(tap.await(ChangeEvent.class, 5))
                    .extracting(event -> Objects.requireNonNull(event.after()).get("first_name"))
                    .containsExactly(
                            "at first",
                            "without a broker",
                            "without a worker",
                            "without the primary",
                            "with a new standby");
        }
    }

    /** Waits until commits wait for a standby. `protection` arranges that when the standby has a copy of the slot. */
    private void awaitProtection() {
        Awaitility.await("a synchronous standby")
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> query(
                        primaryUrl(), "select exists(select from pg_stat_replication where sync_state = 'sync')"));
    }

    /** Returns the service whose worker runs the connector's task. */
    private String workerOfTask() throws IOException, InterruptedException {
        URI status = URI.create("http://" + address("CDC_CONNECT_PORT") + "/connectors/customer-cdc/status");
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(status).build(), HttpResponse.BodyHandlers.ofString());
        String worker = new ObjectMapper()
                .readTree(response.body())
                .at("/tasks/0/worker_id")
                .asText()
                .replaceFirst(":\\d+$", "");
        // Debezium's image announces the name, others may announce the container's address.
        return List.of("connect-1", "connect-2").stream()
                .filter(service -> worker.equals(service)
                        || worker.equals(
                                compose.inspect(service, "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no service has worker " + worker + ": " + response.body()));
    }

    private void insert(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(primaryUrl(), "cdctest", PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("insert into customers (first_name) values ('" + name + "')");
        }
    }

    private boolean isStandby(String port) throws SQLException {
        return query("jdbc:postgresql://" + address(port) + "/cdctest", "select pg_is_in_recovery()");
    }

    private static boolean query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "cdctest", PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private String primaryUrl() {
        return "jdbc:postgresql://" + address("CDC_POSTGRES_PORT") + "," + address("CDC_POSTGRES_2_PORT")
                + "/cdctest?targetServerType=primary&connectTimeout=5";
    }

    private String address(String port) {
        return "127.0.0.1:" + compose.environment().get(port);
    }
}
