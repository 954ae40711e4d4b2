package dev.ezcdc.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.run.EmbeddedStack;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The {@code ./cdc} commands as separate processes, in the order of a session. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandsIT {

    private final Path home = TestStacks.newHome();
    private final ObjectMapper json = new ObjectMapper();

    @AfterAll
    void noProcessIsLeft() {
        new EmbeddedStack(TestStacks.settings(home)).deleteData();
        assertThat(Cli.processesOf(home)).isEmpty();
    }

    private Cli runCdc(String... arguments) {
        return Cli.run(Cli.cdc(arguments), home, Map.of("CDC_HOME", home.toString()));
    }

    @Test
    @Order(1)
    void upStartsServersUntilDown() {
        List<String> arguments = new ArrayList<>(List.of("up"));
        arguments.addAll(Cli.freePorts());
        Cli up = runCdc(arguments.toArray(String[]::new));
        assertThat(up.exitCode()).as(up.err()).isZero();
        assertThat(up.out()).contains("streaming after", "PostgreSQL", "Kafka", "Connect");
        assertThat(runCdc("status").exitCode()).isZero();
    }

    @Test
    @Order(2)
    void consumePrintsWhatLoadWrites() throws Exception {
        Cli load = runCdc("load", "--burst", "200x1", "--mix", "insert=1", "--seed", "7", "--json");
        assertThat(load.exitCode()).as(load.err()).isZero();
        assertThat(json.readTree(load.out()).get("inserted").asLong()).isEqualTo(200);

        Cli consume = runCdc("consume", "--format", "json", "--max", "200", "--group", "commands");
        assertThat(consume.exitCode()).as(consume.err()).isZero();
        List<String> lines = consume.out().lines().toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(200);
        for (String line : lines) {
            assertThat(json.readTree(line).isObject()).isTrue();
        }
    }

    @Test
    @Order(3)
    void consumerJarCommitsOnSigterm() {
        String bootstrap = json(runCdc("status", "--json").out())
                .at("/servers/kafka/address")
                .asText();
        Map<String, String> environment = Map.of(
                "KAFKA_CDC_TOPIC", "cdctest.public.customers",
                "KAFKA_CDC_BOOTSTRAP_SERVERS", bootstrap,
                "KAFKA_CDC_GROUP_ID", "walkthrough");
        assertThat(runCdc("sql", "insert into customers (first_name) values ('sig'), ('term')")
                        .exitCode())
                .isZero();
        Cli.RunningCommand consumer = Cli.start(Cli.jar("consumer", "--format", "line"), home, environment);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> consumer.out()
                .contains("first_name=\"term\""));
        consumer.process().destroy();
        Cli stopped = consumer.awaitExit();
        assertThat(stopped.exitCode()).as(stopped.err()).isZero();

        assertThat(runCdc("sql", "insert into customers (first_name) values ('next')")
                        .exitCode())
                .isZero();
        Cli again = Cli.run(Cli.jar("consumer", "--format", "line", "--max", "1"), home, environment);
        assertThat(again.out().lines()).hasSize(1);
        assertThat(again.out()).contains("first_name=\"next\"");
    }

    @Test
    @Order(4)
    void statusReportsFailuresAndUpRepairsThem() {
        JsonNode before = json(runCdc("status", "--json").out());
        ProcessHandle.of(before.at("/servers/" + StackService.KAFKA.id() + "/pid")
                        .asLong())
                .orElseThrow()
                .destroyForcibly();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> runCdc("status").exitCode() == 1);
        assertThat(runCdc("status").out()).contains("Kafka is not running");

        assertThat(runCdc("up").exitCode()).isZero();
        assertThat(runCdc("status").exitCode()).isZero();
        Cli count = runCdc("sql", "select count(*) > 200 as kept from customers");
        assertThat(count.out()).contains("kept").contains(" t");
    }

    @Test
    @Order(5)
    void demoServesTheDashboardAndKeepsARunningStack() throws Exception {
        Cli.RunningCommand demo = Cli.start(
                Cli.cdc("demo", "--json", "--rate", "50", "--watch-port", "0"),
                home,
                Map.of("CDC_HOME", home.toString()));
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> demo.err().contains("create"));
        URI dashboard = URI.create(demo.err()
                .lines()
                .filter(line -> line.contains("watch it at "))
                .map(line -> line.substring(line.indexOf("http://")))
                .findFirst()
                .orElseThrow());
        HttpRequest events = HttpRequest.newBuilder(dashboard.resolve("events")).build();
        try (Stream<String> lines = HttpClient.newHttpClient()
                .send(events, HttpResponse.BodyHandlers.ofLines())
                .body()) {
            JsonNode frame = lines.filter(line -> line.contains("\"commit_to_handled\":{")
                            && line.contains("retained WAL")
                            && line.contains("\"lag\":0"))
                    .map(line -> json(line.substring("data: ".length())))
                    .findFirst()
                    .orElseThrow();
            assertThat(frame.get("state").asText()).isEqualTo("running");
            assertThat(frame.get("total").asLong()).isPositive();
            assertThat(frame.get("facts").toString()).contains("streaming", "customer-cdc", "running");
        }
        demo.process().destroy();
        Cli stopped = demo.awaitExit();

        assertThat(stopped.exitCode()).as(stopped.err()).isZero();
        assertThat(json.readTree(stopped.out()).get("lost").asLong()).isZero();
        assertThat(runCdc("status").exitCode()).isZero();
    }

    @Test
    @Order(6)
    void downLeavesNoProcess() {
        assertThat(runCdc("down").exitCode()).isZero();
        assertThat(Cli.processesOf(home)).isEmpty();
        assertThat(runCdc("status").exitCode()).isEqualTo(1);
        Cli sql = runCdc("sql", "select 1");
        assertThat(sql.exitCode()).isEqualTo(1);
        assertThat(sql.err()).contains("./cdc up");
    }

    @Test
    @Order(7)
    void portInUseIsReportedWithItsOption() throws Exception {
        try (ServerSocket portInUse = new ServerSocket(0)) {
            Path other = TestStacks.newHome();
            Cli up = Cli.run(
                    Cli.cdc(
                            "up",
                            "--home",
                            other.toString(),
                            "--postgres-port",
                            "0",
                            "--kafka-port",
                            "0",
                            "--connect-port",
                            Integer.toString(portInUse.getLocalPort())),
                    other,
                    Map.of());
            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.err()).contains(Integer.toString(portInUse.getLocalPort()), "--connect-port");
            assertThat(Cli.processesOf(other)).isEmpty();
            assertThat(up.out()).isEmpty();
        }
    }

    /** {@code CdcCommandTest} tests usage errors and help of every command. */
    @Test
    @Order(8)
    void wrongOptionExitsWithTwo() {
        Cli wrong = runCdc("bench", "consume", "--no-such-option");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--no-such-option", "Try './cdc bench consume --help'.");
        assertThat(wrong.out()).isEmpty();
    }

    @Test
    @Order(9)
    void unreachableServersAreReported() throws Exception {
        int unusedPort;
        try (ServerSocket free = new ServerSocket(0)) {
            unusedPort = free.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + unusedPort + "/cdctest";
        Cli load = runCdc("load", "--burst", "1x1", "--patience", "1s", "--jdbc-url", url);
        assertThat(load.exitCode()).isEqualTo(1);
        assertThat(load.err()).contains("127.0.0.1:" + unusedPort);

        Cli sql = runCdc("sql", "--jdbc-url", url, "select 1");
        assertThat(sql.exitCode()).isEqualTo(1);
        assertThat(sql.err()).contains(Integer.toString(unusedPort));

        try (Cli.RunningCommand consume =
                Cli.start(Cli.cdc("consume", "--bootstrap-servers", "127.0.0.1:" + unusedPort), home, Map.of())) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> consume.err()
                    .lines()
                    .anyMatch(line -> line.contains("waiting") && line.contains(Integer.toString(unusedPort))));
            consume.process().destroy();
            assertThat(consume.awaitExit().exitCode()).isZero();
        }
        assertThat(Files.exists(home.resolve("dead-letters.jsonl"))).isFalse();
    }

    private JsonNode json(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
