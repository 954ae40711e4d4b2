package dev.ezcdc.infra.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.StackStatus.State;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.os.OsProcess;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.TopicReader.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Start, stop, captured changes and rejected settings. */
@Tag("long")
@ExtendWith(SharedStackExtension.class)
class EmbeddedStackIT {
    private final TestStack test;
    private final EmbeddedStack stack;

    EmbeddedStackIT(TestStack test) {
        this.test = test;
        this.stack = test.stack();
    }

    @Test
    void writesInsertedRowToTheTopic() throws SQLException {
        String id = test.insert("alex");

        assertThat(test.awaitRow("alex")).singleElement().satisfies(message -> {
            assertThat(message.key()).contains("\"payload\":{\"id\":" + id + "}");
            assertThat(message.value()).contains("\"schema\":", "\"op\":\"c\"", "\"last_name\":\"foley\"");
        });
    }

    @Test
    void writesDeleteTruncateAndLogicalMessage() throws SQLException {
        test.insert("short-lived");
        test.execute("delete from customers where first_name = 'short-lived'");
        test.execute("truncate customers");
        test.execute("select pg_logical_emit_message(true, 'greeting', 'hello')");

        List<Message> changes = test.awaitRecord(message -> message.hasValueWith("\"op\":\"t\""));
        int last = changes.size() - 1;
        assertThat(changes.get(last - 2).value()).contains("\"op\":\"d\"", "\"first_name\":\"short-lived\"");
        assertThat(changes.get(last - 1).value()).as("tombstone").isNull();
        assertThat(changes.get(last).key()).isNull();
        TopicReader.readUntil(stack.endpoints(), "cdctest.message", 0, message -> message.hasValueWith("\"op\":\"m\""));
    }

    @Test
    void secondUpChangesNothing() {
        Map<StackService, Long> before = test.pids();

        new EmbeddedStack(test.settings()).up();

        assertThat(test.pids()).isEqualTo(before);
        assertThat(stack.status().problems()).isEmpty();
    }

    @Test
    void upReturnsWhenANewTaskStreamsWithTheNewConfiguration() throws SQLException {
        String client = "select active_pid from pg_replication_slots where slot_name = 'cdctest'";
        for (String interval : List.of("11", "12", "10")) {
            test.insert("before " + interval);
            test.awaitRow("before " + interval); // Debezium connects twice at its start; now it has done so
            String before = test.query(client);
            assertThat(before).isNotNull();

            new EmbeddedStack(test.settings()
                            .withTuning(new Tuning(
                                    Map.of("heartbeat.interval.ms", "1000", "poll.interval.ms", interval),
                                    Map.of(),
                                    Map.of())))
                    .up();

            assertThat(test.query(client)).isNotEqualTo(before);
        }
    }

    @Test
    void postgresKeepsTheLogsOfAWeek() throws IOException, SQLException {
        Path old = test.home().resolve("logs/postgres-Old.log");
        Files.writeString(old, "of an earlier week");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(7))));

        stack.stop(StackService.POSTGRES);
        stack.up();

        assertThat(old).doesNotExist();
        Path log = stack.status().servers().stream()
                .filter(server -> server.service() == StackService.POSTGRES)
                .map(StackStatus.Server::log)
                .findFirst()
                .orElseThrow();
        assertThat(log.getFileName().toString()).matches("postgres-[A-Z][a-z]{2}\\.log");
        assertThat(log).content().contains("database system is ready to accept connections");
        assertThat(test.query(
                        "select string_agg(name || '=' || setting, ' ' order by name) from pg_settings where name in"
                                + " ('log_truncate_on_rotation', 'log_rotation_age', 'log_rotation_size')"))
                .isEqualTo("log_rotation_age=1440 log_rotation_size=0 log_truncate_on_rotation=on");
    }

    @Test
    void messageQuotesWhyPostgresDidNotStart() {
        stack.stop(StackService.POSTGRES);
        for (Map.Entry<String, String> wrong : Map.of(
                        "max_connections", "none", // refused before PostgreSQL opens its log
                        "shared_preload_libraries", "no_such_library")
                .entrySet()) {
            Tuning tuning = new Tuning(
                    Map.of(), Map.of(StackService.POSTGRES, Map.of(wrong.getKey(), wrong.getValue())), Map.of());

            assertThatThrownBy(() -> new EmbeddedStack(test.settings().withTuning(tuning)).up())
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("PostgreSQL is not running")
                    .hasMessageContaining(wrong.getValue());
        }
        stack.up();
    }

    @Test
    void namesMissingTable() {
        EmbeddedStack other = new EmbeddedStack(test.settings().withTables(List.of("public.nope")));

        assertThatThrownBy(other::up)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("table public.nope is not in database cdctest")
                .hasMessageContaining("public.customers");
        assertThat(stack.status().problems()).isEmpty();
    }

    @Test
    void externalStackStreamsAndLeavesServersRunning() throws SQLException {
        try (ExternalStack external = new ExternalStack(ExternalStack.Settings.of(stack.endpoints()))) {
            external.register(ExistingConnector.KEEP, Duration.ofSeconds(30));
            external.awaitStreaming(Duration.ofSeconds(30));
        }

        test.insert("after the external stack was closed");
        test.awaitRow("after the external stack was closed");
    }

    @Test
    void downStopsAllProcessesAndUpResumes() throws SQLException {
        test.insert("before down");
        test.awaitRow("before down");
        List<Long> processes = test.pids().values().stream()
                .flatMap(pid -> Stream.concat(Stream.of(pid), OsProcess.descendants(pid).stream()))
                .toList();
        assertThat(processes).hasSizeGreaterThan(3);
        long rows = test.countRows("%");

        stack.down();
        assertThat(processes).noneMatch(OsProcess::isAlive);
        assertThat(stack.status().servers()).allMatch(server -> server.state() == State.STOPPED);
        stack.up();

        assertThat(test.countRows("%")).isEqualTo(rows);
        test.insert("after the second up");
        assertThat(test.awaitRow("after the second up")).anyMatch(message -> message.hasValueWith("\"before down\""));
    }

    @Test
    void namesOwnerOfPortInUseAndStartsNothing(@TempDir Path home) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedStack other = new EmbeddedStack(TestStack.settingsFor(home).withPorts(0, socket.getLocalPort(), 0));

            assertThatThrownBy(other::up)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("port " + socket.getLocalPort())
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--kafka-port");
            assertThat(other.status().servers()).allMatch(server -> server.state() == State.STOPPED);
        }
    }

    @Test
    void namesMissingLogicalWal(@TempDir Path home) {
        Tuning tuning = new Tuning(Map.of(), Map.of(StackService.POSTGRES, Map.of("wal_level", "replica")), Map.of());
        try (EmbeddedStack other = new EmbeddedStack(TestStack.settingsFor(home).withTuning(tuning))) {
            assertThatThrownBy(other::up)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("wal_level=replica")
                    .hasMessageContaining("alter system set wal_level = logical");
        }
    }
}
