package dev.ezcdc.infra.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.StackStatus.State;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.os.OsProcess;
import dev.ezcdc.infra.os.PidFile;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.server.ServerProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One stack for all of these, since a start takes seconds; each leaves it streaming. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedStackIT {
    private static final Path SERVERS = Path.of(System.getProperty("ezcdc.root"), "infra", "servers");
    private static final String CUSTOMERS = "cdctest.public.customers";

    private Path home;
    private EmbeddedStack stack;
    private EmbeddedStack.Settings settings;

    @BeforeAll
    void up(@TempDir Path folder) {
        home = folder;
        settings = freePorts(home);
        stack = new EmbeddedStack(settings);
        stack.up();
    }

    @AfterAll
    void down() {
        stack.down();
    }

    @Test
    @Order(1)
    void insertedRowAppearsInTheTopic() throws SQLException {
        insert("alex");

        assertThat(readUntil("alex")).singleElement().satisfies(message -> {
            assertThat(message.key()).contains("\"payload\":{\"id\":1}");
            assertThat(message.value()).contains("\"schema\":", "\"op\":\"c\"", "\"last_name\":\"foley\"");
        });
    }

    @Test
    @Order(2)
    void deleteTruncateAndLogicalMessageArrive() throws SQLException {
        insert("short-lived");
        sql("delete from customers where first_name = 'short-lived'");
        sql("truncate customers");
        sql("select pg_logical_emit_message(true, 'greeting', 'hello')");

        List<TopicReader.Message> changes =
                TopicReader.readUntil(stack.endpoints(), CUSTOMERS, m -> m.valueHas("\"op\":\"t\""));
        int last = changes.size() - 1;
        assertThat(changes.get(last - 2).value()).contains("\"op\":\"d\"", "\"first_name\":\"short-lived\"");
        assertThat(changes.get(last - 1).value()).as("tombstone").isNull();
        assertThat(changes.get(last).key()).isNull();
        TopicReader.readUntil(stack.endpoints(), "cdctest.message", m -> m.valueHas("\"op\":\"m\""));
    }

    @Test
    @Order(3)
    void upAgainChangesNothing() {
        Map<StackService, Long> before = pids();

        new EmbeddedStack(settings).up();

        assertThat(pids()).isEqualTo(before);
        assertThat(stack.status().problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    @Order(4)
    void killedServerIsHealedWithItsData(StackService component) throws SQLException {
        insert("before the kill of " + component);
        stack.kill(component);
        assertThat(stack.status().problems())
                .anyMatch(problem -> problem.contains(component.title() + " is not running"));

        stack.up();

        assertThat(count("before the kill of " + component)).isEqualTo(1);
        readUntil("before the kill of " + component);
        insert("after the kill of " + component);
        readUntil("after the kill of " + component);
    }

    @Test
    @Order(5)
    void pidFileOfAReusedIdIsNotTakenForOurs() throws SQLException {
        stack.stop(StackService.CONNECT);
        // This very process has the id now, and started at another time.
        new PidFile(ProcessHandle.current().pid(), "another start", 1, null)
                .write(ServerProcess.pidFile(home, StackService.CONNECT));
        assertThat(state(StackService.CONNECT)).isEqualTo(State.STOPPED);

        stack.up();

        insert("after the stale pid file");
        readUntil("after the stale pid file");
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    @Order(6)
    void pausedServerIsResumed(StackService component) throws SQLException {
        stack.pause(component);
        await().until(() -> state(component) == State.PAUSED);

        stack.up();

        assertThat(state(component)).isEqualTo(State.RUNNING);
        insert("after the pause of " + component);
        readUntil("after the pause of " + component);
    }

    @Test
    @Order(7)
    void failedTaskIsNamedWithItsCauseAndHealed() throws Exception {
        // A topic that takes no record of this size: nothing that a retry mends.
        limitMessages("100");
        insert("too large for a while");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> stack.status().problems().toString().contains("FAILED"));
        assertThatThrownBy(() -> stack.awaitStreaming(Duration.ofSeconds(30)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("RecordTooLargeException")
                .hasMessageContaining("./cdc up");

        limitMessages("1048588");
        stack.up();

        readUntil("too large for a while");
    }

    @Test
    @Order(8)
    void pausedConnectorIsResumed() throws SQLException {
        ConnectClient connect = new ConnectClient(stack.endpoints().connectUrl());
        connect.pause(stack.connectorName());
        await().until(() -> connect.status(stack.connectorName())
                .map(ConnectorStatus::state)
                .filter("PAUSED"::equals)
                .isPresent());

        stack.up();

        insert("after a pause by REST");
        readUntil("after a pause by REST");
    }

    @Test
    @Order(8)
    void slotMovesOnWhileOnlyAnotherTableIsBusy() throws SQLException {
        sql("create table elsewhere (id int)");
        sql("insert into elsewhere select generate_series(1, 1000)");
        String place = ask("select pg_current_wal_lsn()");

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            sql("insert into elsewhere values (0)");
            return confirmedBeyond(place);
        });
    }

    @Test
    @Order(8)
    void slotThatIsMovedWhileNoWorkerRunsIsNoticed() throws Exception {
        insert("before the slot is moved");
        readUntil("before the slot is moved");
        // With a heartbeat's offset: of an older one Debezium itself would miss the place.
        String place = ask("select pg_current_wal_lsn()");
        await().atMost(Duration.ofSeconds(30)).until(() -> confirmedBeyond(place));
        stack.stop(StackService.CONNECT);
        insert("lost");
        sql("select pg_replication_slot_advance('cdctest', pg_current_wal_lsn())");
        stack.start(StackService.CONNECT);
        stack.awaitStreaming(Duration.ofSeconds(60));

        assertThat(stack.status().problems()).singleElement().asString().contains("was moved from", "are lost");
        assertThatThrownBy(stack::up).isInstanceOf(StackException.class).hasMessageContaining("slot-moved");

        Files.delete(home.resolve("run").resolve("slot-moved")); // as the message says
        stack.up();
        insert("after the slot was moved");
        assertThat(readUntil("after the slot was moved"))
                .noneMatch(message -> message.valueHas("\"first_name\":\"lost\""));
    }

    @Test
    @Order(8)
    void slotThatNobodyMovedIsNotComplainedOf() throws SQLException {
        insert("before a stop");
        stack.stop(StackService.CONNECT);
        insert("while it is stopped");
        stack.start(StackService.CONNECT);
        stack.awaitStreaming(Duration.ofSeconds(60));

        assertThat(stack.status().problems()).isEmpty();
        readUntil("while it is stopped");
    }

    @Test
    @Order(9)
    void missingTableIsNamed() {
        EmbeddedStack other = new EmbeddedStack(settings.withTables(List.of("public.nope")));

        assertThatThrownBy(other::up)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("table public.nope is not in database cdctest")
                .hasMessageContaining("public.customers");
        assertThat(stack.status().problems()).isEmpty();
    }

    @Test
    @Order(9)
    void externalStackStreamsAndIsLeftRunning() throws SQLException {
        try (ExternalStack external = new ExternalStack(ExternalStack.Settings.of(stack.endpoints()))) {
            external.register(Duration.ofSeconds(30));
            external.awaitStreaming(Duration.ofSeconds(30));
        }

        insert("after the external stack was closed");
        readUntil("after the external stack was closed");
    }

    @Test
    @Order(10)
    void downLeavesNoProcessAndTheNextUpGoesOn() throws SQLException {
        List<Long> processes = pids().values().stream()
                .flatMap(pid -> Stream.concat(Stream.of(pid), OsProcess.descendants(pid).stream()))
                .toList();
        assertThat(processes).hasSizeGreaterThan(3);
        long rows = count("%");

        stack.down();
        assertThat(processes).noneMatch(OsProcess::isAlive);
        assertThat(stack.status().servers()).allMatch(server -> server.state() == State.STOPPED);
        stack.up();

        assertThat(count("%")).isEqualTo(rows);
        insert("after the second up");
        assertThat(readUntil("after the second up")).anyMatch(message -> message.valueHas("\"alex\""));
    }

    @Test
    @Order(11)
    void takenPortIsNamedWithItsOwnerAndNothingIsStarted(@TempDir Path other) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedStack unlucky =
                    new EmbeddedStack(EmbeddedStack.Settings.of(other, SERVERS).withPorts(0, taken.getLocalPort(), 0));

            assertThatThrownBy(unlucky::up)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--kafka-port");
            assertThat(unlucky.status().servers()).allMatch(server -> server.state() == State.STOPPED);
        }
    }

    @Test
    @Order(12)
    void missingLogicalWalIsNamed(@TempDir Path other) {
        Tuning tuning = new Tuning(Map.of(), Map.of(StackService.POSTGRES, Map.of("wal_level", "replica")), Map.of());
        try (EmbeddedStack replica = new EmbeddedStack(freePorts(other).withTuning(tuning))) {
            assertThatThrownBy(replica::up)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("wal_level=replica")
                    .hasMessageContaining("alter system set wal_level = logical");
        }
    }

    @Test
    @Order(13)
    void publicationThatLacksTheTableIsNoticed() throws SQLException {
        // PostgreSQL 18 streams on and only warns in its log. Last, since nothing but a new snapshot mends it.
        sql("drop publication cdctest");

        assertThat(stack.status().problems())
                .anyMatch(problem -> problem.contains("publication cdctest does not have"));
        assertThatThrownBy(stack::up)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("public.customers")
                .hasMessageContaining("--fresh");
    }

    private static EmbeddedStack.Settings freePorts(Path home) {
        return EmbeddedStack.Settings.of(home, SERVERS)
                .withPorts(0, 0, 0)
                .withTuning(new Tuning(Map.of("heartbeat.interval.ms", "1000"), Map.of(), Map.of()))
                .withProgress(line -> System.out.println("[stack] " + line));
    }

    private List<TopicReader.Message> readUntil(String firstName) {
        return TopicReader.readUntil(
                stack.endpoints(), CUSTOMERS, m -> m.valueHas("\"first_name\":\"" + firstName + "\""));
    }

    private void limitMessages(String bytes) throws Exception {
        try (Admin admin = Admin.create(
                Map.<String, Object>of("bootstrap.servers", stack.endpoints().bootstrapServers()))) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, CUSTOMERS);
            AlterConfigOp limit =
                    new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(topic, List.of(limit))).all().get();
        }
    }

    private void insert(String firstName) throws SQLException {
        sql("insert into customers (first_name, last_name, email) values ('" + firstName + "', 'foley', 'a@b.c')");
    }

    private boolean confirmedBeyond(String place) throws SQLException {
        return "t"
                .equals(ask("select confirmed_flush_lsn > '" + place
                        + "' from pg_replication_slots where slot_name = 'cdctest'"));
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private long count(String pattern) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from customers where first_name like '" + pattern + "'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connection() throws SQLException {
        Endpoints endpoints = stack.endpoints();
        return DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
    }

    private State state(StackService component) {
        return stack.status().servers().stream()
                .filter(server -> server.component() == component)
                .map(StackStatus.Server::state)
                .findFirst()
                .orElseThrow();
    }

    private Map<StackService, Long> pids() {
        return stack.status().servers().stream()
                .collect(Collectors.toMap(StackStatus.Server::component, StackStatus.Server::pid));
    }
}
