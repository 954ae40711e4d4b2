package dev.ezcdc.infra.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The slot's progress, and the detection of changes that slot or publication lose. */
@ExtendWith(SharedStackExtension.class)
@Tag("long")
class ReplicationSlotIT {
    private static final Duration SLOT_TIMEOUT = Duration.ofSeconds(30);

    private final TestStack test;
    private final EmbeddedStack stack;

    ReplicationSlotIT(TestStack test) {
        this.test = test;
        this.stack = test.stack();
    }

    @Test
    void slotAdvancesWhileOnlyAnotherTableIsBusy() throws SQLException {
        test.execute("create table elsewhere (id int)");
        test.execute("insert into elsewhere select generate_series(1, 1000)");
        String lsn = test.query("select pg_current_wal_lsn()");

        await().atMost(SLOT_TIMEOUT).until(() -> {
            test.execute("insert into elsewhere values (0)");
            return test.hasConfirmed(lsn);
        });
    }

    @Test
    void detectsSlotMovedWhileNoWorkerRuns() throws Exception {
        // An open transaction holds restart_lsn back. Otherwise Debezium itself can find that its position is gone.
        try (Connection open = test.open();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute(
                    "create table held_open (id int)"); // PostgreSQL decodes a transaction from its first record on
            statement.execute("insert into held_open values (1)");
            test.insert("before the slot is moved");
            test.awaitRow("before the slot is moved");
            String lsn = test.query("select pg_current_wal_lsn()");
            await().atMost(SLOT_TIMEOUT).until(() -> test.hasConfirmed(lsn));
            stack.stop(StackService.CONNECT);
            test.insert("lost");
            test.execute("select pg_replication_slot_advance('cdctest', pg_current_wal_lsn())");
            open.rollback();
        }
        stack.start(StackService.CONNECT);
        try {
            stack.awaitStreaming(TestStack.TIMEOUT);

            assertThat(stack.status().problems()).singleElement().asString().contains("was moved from", "are lost");
            assertThatThrownBy(stack::up).isInstanceOf(StackException.class).hasMessageContaining("slot-moved");
        } finally {
            Files.delete(test.home().resolve("run").resolve("slot-moved")); // as the message says
        }
        stack.up();
        test.insert("after the slot was moved");
        assertThat(test.awaitRow("after the slot was moved"))
                .noneMatch(message -> message.hasValueWith("\"first_name\":\"lost\""));
    }

    @Test
    void reportsNoProblemForUnmovedSlot() throws SQLException {
        test.insert("before a stop");
        stack.stop(StackService.CONNECT);
        test.insert("while Connect is stopped");
        stack.start(StackService.CONNECT);
        stack.awaitStreaming(TestStack.TIMEOUT);

        assertThat(stack.status().problems()).isEmpty();
        test.awaitRow("while Connect is stopped");
    }

    @Test
    void detectsTableMissingFromPublication() throws SQLException {
        // PostgreSQL 18 keeps streaming and only logs a warning.
        test.execute("drop publication cdctest");
        try {
            assertThat(stack.status().problems())
                    .anyMatch(problem -> problem.contains("publication cdctest does not exist"));
            assertThatThrownBy(stack::up)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("\"public\".\"customers\"")
                    .hasMessageContaining("./cdc connectors resnapshot --all --set-up");
        } finally {
            // No row was written in the meantime, so none is lost.
            test.execute("create publication cdctest for table customers");
        }
    }
}
