package dev.ezcdc.infra.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.StackStatus.State;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.os.PidFile;
import dev.ezcdc.infra.server.ServerProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recovery of servers and connector by {@link EmbeddedStack#up}. */
@Tag("long")
@ExtendWith(SharedStackExtension.class)
class EmbeddedStackRecoveryIT {
    private final TestStack test;
    private final EmbeddedStack stack;

    EmbeddedStackRecoveryIT(TestStack test) {
        this.test = test;
        this.stack = test.stack();
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void restartsKilledServerWithItsData(StackService service) throws SQLException {
        test.insert("before the kill of " + service);
        stack.kill(service);
        assertThat(stack.status().problems())
                .anyMatch(problem -> problem.contains(service.title() + " is not running"));

        stack.up();

        assertThat(test.countRows("before the kill of " + service)).isEqualTo(1);
        test.awaitRow("before the kill of " + service);
        test.insert("after the kill of " + service);
        test.awaitRow("after the kill of " + service);
    }

    @Test
    void leavesOtherProcessesInTheDataDirectoryAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "600")
                .directory(test.home().resolve("postgres").toFile())
                .start();
        try {
            stack.kill(StackService.POSTGRES);

            stack.up();

            assertThat(other.isAlive()).isTrue();
            assertThat(test.stateOf(StackService.POSTGRES)).isEqualTo(State.RUNNING);
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void ignoresPidFileOfReusedId() throws SQLException {
        stack.stop(StackService.CONNECT);
        // The id of this test's process, with another start time.
        new PidFile(ProcessHandle.current().pid(), "another start", 1, null, null)
                .write(ServerProcess.pidFile(test.home(), Node.first(StackService.CONNECT)));
        assertThat(test.stateOf(StackService.CONNECT)).isEqualTo(State.STOPPED);

        stack.up();

        test.insert("after the stale PID file");
        test.awaitRow("after the stale PID file");
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void resumesPausedServer(StackService service) throws SQLException {
        stack.pause(service);
        await().until(() -> test.stateOf(service) == State.PAUSED);

        stack.up();

        assertThat(test.stateOf(service)).isEqualTo(State.RUNNING);
        test.insert("after the pause of " + service);
        test.awaitRow("after the pause of " + service);
    }

    @Test
    void namesCauseOfFailedTaskAndRestartsIt() throws Exception {
        // A retry cannot fix a topic that rejects records of this size.
        limitMessageSize("100");
        try {
            test.insert("temporarily too large");
            await().atMost(TestStack.TIMEOUT)
                    .until(() -> stack.status().problems().toString().contains("FAILED"));
            assertThatThrownBy(() -> stack.awaitStreaming(Duration.ofSeconds(30)))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("RecordTooLargeException")
                    .hasMessageContaining("./cdc up");
        } finally {
            limitMessageSize("1048588");
        }
        stack.up();

        test.awaitRow("temporarily too large");
    }

    @Test
    void resumesPausedConnector() throws SQLException {
        ConnectClient connect = new ConnectClient(stack.endpoints().connectUrl());
        connect.pause(stack.connectorName());
        await().until(() -> connect.findStatus(stack.connectorName())
                .map(ConnectorStatus::state)
                .filter("PAUSED"::equals)
                .isPresent());

        stack.up();

        test.insert("after the connector was paused");
        test.awaitRow("after the connector was paused");
    }

    private void limitMessageSize(String bytes) throws Exception {
        try (Admin admin = Admin.create(
                Map.<String, Object>of("bootstrap.servers", stack.endpoints().bootstrapServers()))) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TestStack.CUSTOMERS);
            AlterConfigOp limit =
                    new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(topic, List.of(limit))).all().get();
        }
    }
}
