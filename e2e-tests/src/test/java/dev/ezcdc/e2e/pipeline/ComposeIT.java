package dev.ezcdc.e2e.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.Compose;
import dev.ezcdc.e2e.support.TestStacks;
import dev.ezcdc.e2e.support.TopicTap;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.database.Lsn;
import dev.ezcdc.infra.run.ExternalStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The containers of {@code infra/compose.yaml}, with passwords that are easy to find. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposeIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final String OWNER_PASSWORD = "m4rked-owner";
    private static final String CONNECTOR_PASSWORD = "m4rked-connector";

    private Compose compose = new Compose("", Map.of());
    private Endpoints endpoints = new Endpoints("", "", "", "", URI.create(""));

    @BeforeAll
    void start() throws IOException {
        Compose.assumeAvailable();
        Path secrets = TestStacks.newHome();
        Files.writeString(secrets.resolve("database_password"), OWNER_PASSWORD + "\n");
        Files.writeString(secrets.resolve("connector"), "password=" + CONNECTOR_PASSWORD + "\n");
        List<Integer> ports = Compose.freePorts(3);
        compose = new Compose(
                "infra/compose.yaml",
                Map.of(
                        "CDC_SECRETS", secrets.toString(),
                        "CDC_POSTGRES_PORT", ports.get(0).toString(),
                        "CDC_KAFKA_PORT", ports.get(1).toString(),
                        "CDC_CONNECT_PORT", ports.get(2).toString()));
        endpoints = new Endpoints(
                "jdbc:postgresql://127.0.0.1:" + ports.get(0) + "/cdctest",
                "cdctest",
                OWNER_PASSWORD,
                "127.0.0.1:" + ports.get(1),
                URI.create("http://127.0.0.1:" + ports.get(2)));
        compose.run("up -d database kafka connect");
        register();
    }

    @AfterAll
    void stop() {
        if (!compose.file().isEmpty()) {
            compose.run("down -v");
        }
    }

    @Test
    void downAndUpKeepTheDataAndThePlaceOfTheSlot() throws Exception {
        execute("insert into customers (first_name) values ('before')");
        try (TopicTap tap = tap()) {
            tap.await(ChangeEvent.class, 1);
        }
        String slotBefore = slot().confirmedFlushLsn();

        compose.run("down");
        compose.run("up -d database kafka connect");
        stack().awaitStreaming(TIMEOUT);
        execute("insert into customers (first_name) values ('after')");

        try (TopicTap tap = tap()) {
            // A connector that had lost its place would read both rows again, in a snapshot.
            assertThat(tap.await(ChangeEvent.class, 2))
                    .extracting(event -> event.op() + " "
                            + Objects.requireNonNull(event.after()).get("first_name"))
                    .containsExactly("CREATE before", "CREATE after");
        }
        assertThat(Lsn.parse(Objects.requireNonNull(slot().confirmedFlushLsn())))
                .isGreaterThanOrEqualTo(Lsn.parse(Objects.requireNonNull(slotBefore)));
        assertThat(stack().status().problems()).isEmpty();
    }

    @Test
    void connectorHasTheFewestRightsAndNoPasswordIsShown() throws Exception {
        assertThat(new ConnectClient(endpoints.connectUrl())
                        .findConfig("customer-cdc")
                        .orElseThrow())
                .containsEntry("database.user", "cdc_connector")
                .containsEntry("database.password", "${file:/run/secrets/connector:password}");
        Cli grant = Cli.run(
                Cli.cdc("grant", "--table", "customers", "--check", "--jdbc-url", endpoints.jdbcUrl()),
                TestStacks.newHome(),
                Map.of("PGPASSWORD", OWNER_PASSWORD));
        assertThat(grant.exitCode()).as(grant.out() + grant.err()).isZero();
        try (Connection connection =
                        DriverManager.getConnection(endpoints.jdbcUrl(), "cdc_connector", CONNECTOR_PASSWORD);
                Statement statement = connection.createStatement()) {
            assertThat(catchThrowable(() -> statement.execute("insert into customers (first_name) values ('x')")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }

        String shown = compose.run("logs --no-color").out()
                + compose.run("config").out()
                + Cli.run(List.of(
                                "bash",
                                "-c",
                                "docker inspect $(docker ps -q --filter label=com.docker.compose.project="
                                        + compose.environment().get("COMPOSE_PROJECT_NAME") + ")"))
                        .out();
        assertThat(shown).contains("cdc_connector").doesNotContain(OWNER_PASSWORD, CONNECTOR_PASSWORD);
    }

    private void register() throws IOException {
        JsonNode connector = new ObjectMapper()
                .readTree(TestStacks.projectRoot()
                        .resolve("infra/debezium/customers_conf.json")
                        .toFile());
        Map<String, String> config = new HashMap<>();
        connector
                .path("config")
                .fields()
                .forEachRemaining(setting ->
                        config.put(setting.getKey(), setting.getValue().asText()));
        ConnectClient connect = new ConnectClient(endpoints.connectUrl());
        Awaitility.await("Kafka Connect")
                .atMost(TIMEOUT)
                .ignoreException(ConnectUnavailableException.class)
                .until(() -> {
                    connect.putConfig("customer-cdc", config, Duration.ZERO);
                    return true;
                });
        stack().awaitStreaming(TIMEOUT);
    }

    private ExternalStack stack() {
        return new ExternalStack(ExternalStack.Settings.of(endpoints));
    }

    private SlotStatus slot() {
        return Objects.requireNonNull(stack().status().slot());
    }

    private TopicTap tap() throws IOException {
        return TopicTap.open(
                endpoints.bootstrapServers(),
                "cdctest\\.public\\.customers",
                TestStacks.newHome().resolve("dead-letters.jsonl"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
