package dev.ezcdc.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.os.LoopbackPorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Each illness of the pipeline, on real servers that a real Prometheus scrapes, fires its alert. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MonitoringIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(150);
    private static final String TOPIC = "cdctest.public.customers";
    private static final String CONNECTOR = "customer-cdc";

    private final Path home = TestStacks.newHome();
    private final Path certificate = home.resolve("server.pem");
    private final ObjectMapper json = new ObjectMapper();
    private final Set<String> fired = new TreeSet<>();
    private final List<AutoCloseable> running = new ArrayList<>();
    private JsonNode endpoints = json.createObjectNode();
    private int consumerPort;
    private int exporterPort;
    private Cli.@Nullable RunningCommand consumer;
    private @Nullable PrometheusServer prometheus;

    private Cli.RunningCommand start(String... arguments) {
        return Cli.start(Cli.cdc(arguments), home, Map.of("CDC_HOME", home.toString()));
    }

    private Cli cdc(String... arguments) {
        Cli result = Cli.run(Cli.cdc(arguments), home, Map.of("CDC_HOME", home.toString()));
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return result;
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection(endpoints.get("jdbc_url").asText(), "cdctest", "cdctest");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", endpoints.get("bootstrap_servers").asText());
    }

    private ConnectClient connect() {
        return new ConnectClient(URI.create(endpoints.get("connect_url").asText()));
    }

    private PrometheusServer prometheus() {
        return Objects.requireNonNull(prometheus);
    }

    private void startConsumer() {
        consumer = start(
                "consume",
                "--group",
                "monitored",
                "--format",
                "line",
                "--metrics-port",
                Integer.toString(consumerPort));
    }

    private void stopConsumer() {
        Cli.RunningCommand started = Objects.requireNonNull(consumer);
        started.process().destroy();
        started.awaitExit();
    }

    private void writeCertificate(String... validity) throws Exception {
        Path store = home.resolve("store.p12");
        Files.deleteIfExists(store);
        List<String> common = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-alias",
                "server");
        List<String> generate = new ArrayList<>(common);
        generate.addAll(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost"));
        generate.addAll(List.of(validity));
        assertThat(Cli.run(generate).exitCode()).isZero();
        List<String> export = new ArrayList<>(common);
        Path part = home.resolve("server.part");
        export.addAll(List.of("-exportcert", "-rfc", "-file", part.toString()));
        assertThat(Cli.run(export).exitCode()).isZero();
        Files.move(part, certificate, StandardCopyOption.REPLACE_EXISTING);
    }

    private void awaitFiring(String... alerts) {
        for (String alert : alerts) {
            Awaitility.await(alert + " fires")
                    .atMost(TIMEOUT)
                    .ignoreExceptions()
                    .until(() -> prometheus().firing().contains(alert));
            fired.add(alert);
        }
    }

    private void awaitQuiet(String... alerts) {
        Awaitility.await(List.of(alerts) + " end")
                .atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> prometheus().firing().stream().noneMatch(List.of(alerts)::contains));
    }

    @BeforeAll
    void startEverything() throws Exception {
        Assumptions.assumeTrue(
                PrometheusServer.isInstalled(), "Prometheus is not installed: apt-get install prometheus");
        List<String> up =
                new ArrayList<>(List.of("up", "--json", "--metrics=0", "--set", "heartbeat.interval.ms=1000"));
        up.addAll(Cli.freePorts());
        endpoints = json.readTree(cdc(up.toArray(String[]::new)).out());
        List<Integer> ports = LoopbackPorts.findFree(3);
        consumerPort = ports.get(0);
        exporterPort = ports.get(1);
        execute("insert into customers (first_name) values ('first')");
        startConsumer();
        writeCertificate("-validity", "365");
        running.add(start(
                "exporter",
                "--metrics-port",
                Integer.toString(exporterPort),
                "--interval",
                "1s",
                "--certificate",
                certificate.toString()));
        prometheus = PrometheusServer.start(
                home,
                ports.get(2),
                Map.of(
                        9464,
                        consumerPort,
                        9465,
                        exporterPort,
                        9404,
                        portOf("connect_metrics_url"),
                        9405,
                        portOf("kafka_metrics_url")));
        running.add(prometheus);
    }

    private int portOf(String field) {
        return URI.create(endpoints.get(field).asText()).getPort();
    }

    @AfterAll
    void stopEverything() throws Exception {
        for (AutoCloseable each : running) {
            each.close();
        }
        if (consumer != null) {
            consumer.close();
        }
        Cli.run(Cli.cdc("down"), home, Map.of("CDC_HOME", home.toString()));
    }

    @Test
    @Order(1)
    void healthyPipelineFiresNoAlert() throws Exception {
        Awaitility.await("twelve scrapes of every target")
                .atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> prometheus()
                                .query("count(sum_over_time(up{job=~\"ezcdc-.*\"}[10m]) >= 12) == 4")
                                .size()
                        == 1);
        Awaitility.await("no alert").atMost(TIMEOUT).untilAsserted(() -> assertThat(
                        prometheus().firing())
                .as(prometheus().describeAlerts())
                .isEmpty());
        assertThat(cdc("status").out()).contains("/metrics (Kafka Connect)", "/metrics (Kafka)");
    }

    @Test
    @Order(2)
    void everyExpressionOfTheDashboardHasData() throws Exception {
        JsonNode dashboard = json.readTree(TestStacks.projectRoot()
                .resolve("infra/monitoring/dashboard.json")
                .toFile());
        List<String> empty = new ArrayList<>();
        for (String expression : dashboard.findValuesAsText("expr")) {
            if (prometheus()
                    .query(expression.replace("$__rate_interval", "20s"))
                    .isEmpty()) {
                empty.add(expression);
            }
        }
        assertThat(empty).isEmpty();
    }

    @Test
    @Order(2)
    void metricNamesFollowTheConventionsOfPrometheus() throws Exception {
        for (int port : List.of(exporterPort, portOf("connect_metrics_url"), portOf("kafka_metrics_url"))) {
            Path file = home.resolve("scraped");
            Files.writeString(file, scrape(port));
            Cli lint = Cli.run(List.of("bash", "-c", "promtool check metrics < '" + file + "'"));
            assertThat(lint.exitCode()).as(lint.out() + lint.err()).isZero();
        }
    }

    private static String scrape(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    @Order(3)
    void certificateThatExpiresIsFound() throws Exception {
        writeCertificate("-validity", "3");
        awaitFiring("EzcdcCertificateExpires");
        writeCertificate("-startdate", "-10d", "-validity", "5");
        awaitFiring("EzcdcCertificateExpired");
        writeCertificate("-validity", "365");
        awaitQuiet("EzcdcCertificateExpires", "EzcdcCertificateExpired");
    }

    @Test
    @Order(4)
    void failedTaskIsFound() throws Exception {
        execute("insert into customers (first_name)"
                + " select string_agg(md5(i::text), '') from generate_series(1, 70000) i");

        awaitFiring("EzcdcTaskFailed", "EzcdcProblems");

        cdc("up", "--set", "producer.override.max.request.size=4194304");
        awaitQuiet("EzcdcTaskFailed", "EzcdcProblems");
    }

    @Test
    @Order(5)
    void malformedRecordIsFound() throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "{}", "{\"not\": an envelope"))
                    .get();
        }

        awaitFiring("EzcdcDeadLetters");
    }

    @Test
    @Order(6)
    void stoppedConsumerAndItsLossAreFound() throws Exception {
        stopConsumer();
        execute("insert into customers (first_name) select 'burst' from generate_series(1, 10100)");
        awaitFiring("EzcdcTargetDown", "EzcdcConsumerLag");

        TopicPartition partition = new TopicPartition(TOPIC, 0);
        try (Admin admin = Admin.create(kafka())) {
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end - 5)))
                    .all()
                    .get();
        }
        startConsumer();

        awaitFiring("EzcdcRecordsLost");
        awaitQuiet("EzcdcTargetDown", "EzcdcConsumerLag");
    }

    @Test
    @Order(7)
    void deadBrokerIsFound() throws Exception {
        long pid = json.readTree(cdc("status", "--json").out())
                .at("/servers/kafka/pid")
                .asLong();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        awaitFiring("EzcdcTargetDown", "EzcdcSourceDown", "EzcdcConsumerNotRunning");

        cdc("up");
        awaitQuiet("EzcdcTargetDown", "EzcdcSourceDown", "EzcdcConsumerNotRunning");
    }

    @Test
    @Order(8)
    void snapshotThatWaitsForALockIsFound() throws Exception {
        Map<String, String> config =
                new HashMap<>(connect().findConfig(CONNECTOR).orElseThrow());
        config.putAll(Map.of("name", "second", "topic.prefix", "second", "slot.name", "second"));
        execute("select pg_create_logical_replication_slot('second', 'pgoutput')");
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table customers in access exclusive mode");
            connect().putConfig("second", config, TIMEOUT);

            awaitFiring("EzcdcSnapshotStuck");

            connection.rollback();
        }
        awaitQuiet("EzcdcSnapshotStuck");
        connect().delete("second");
        Awaitility.await("the slot is free")
                .atMost(TIMEOUT)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    execute("select pg_drop_replication_slot('second')");
                    return true;
                });
    }

    @Test
    @Order(9)
    void stoppedConnectorIsFoundByAllItsSigns() throws Exception {
        connect().stop(CONNECTOR);
        Awaitility.await("the slot is idle")
                .atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> prometheus().query("ezcdc_slot_active == 0").size() == 1);
        execute("insert into customers (first_name) values ('late')");
        Instant committed = Instant.now();
        writeWal(70);

        awaitFiring("EzcdcConnectorNotRunning", "EzcdcSlotRetainsWal", "EzcdcSlotInactive", "EzcdcHeartbeatMissing");

        // The threshold of the delay, which is not shortened.
        Awaitility.await().atMost(TIMEOUT).until(() -> Instant.now().isAfter(committed.plusSeconds(61)));
        cdc("up");
        awaitFiring("EzcdcConsumerDelay");
        awaitQuiet("EzcdcConnectorNotRunning", "EzcdcSlotRetainsWal", "EzcdcSlotInactive", "EzcdcHeartbeatMissing");
    }

    /** Fills WAL segments of 16 MiB; the rest of each is skipped. */
    private void writeWal(int segments) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < segments; i++) {
                statement.execute("select pg_logical_emit_message(false, 'filler', 'x')");
                statement.execute("select pg_switch_wal()");
            }
        }
    }

    @Test
    @Order(10)
    void slotThatLosesItsWalIsFoundBeforeAndAfter() throws Exception {
        connect().stop(CONNECTOR);
        Awaitility.await("the slot is idle")
                .atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> prometheus().query("ezcdc_slot_active == 0").size() == 1);
        execute("alter system set checkpoint_timeout = '1h'");
        execute("alter system set max_wal_size = '10GB'");
        execute("alter system set max_slot_wal_keep_size = '32MB'");
        execute("select pg_reload_conf()");
        writeWal(6);

        awaitFiring("EzcdcSlotUnreserved");

        execute("checkpoint");
        awaitFiring("EzcdcSlotLost");
    }

    @Test
    @Order(11)
    void everyAlertHasFired() throws Exception {
        assertThat(fired).isEqualTo(PrometheusServer.alertNames());
    }
}
