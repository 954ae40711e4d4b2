package dev.ezcdc.infra.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.SnapshotProgress;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.database.RowEstimate;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The status of a connector that works, but is busy or behind. */
@ExtendWith(SharedStackExtension.class)
@Tag("long")
class BacklogIT {
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final TestStack test;
    private final EmbeddedStack stack;

    BacklogIT(TestStack test) {
        this.test = test;
        this.stack = test.stack();
    }

    @Test
    void snapshotIsReportedTableByTableAndNotTakenForFailure() throws SQLException {
        test.execute("create schema snap");
        test.execute("create table snap.a_done as select generate_series(1, 1000) id");
        test.execute("create table snap.b_waits as select generate_series(1, 5000) id");
        test.execute("alter table snap.a_done replica identity full");
        test.execute("alter table snap.b_waits replica identity full");
        test.execute("analyze snap.a_done, snap.b_waits");
        test.execute("create publication snapshots for table snap.a_done, snap.b_waits");
        ExternalStack.Settings defaults = ExternalStack.Settings.of(stack.endpoints());
        ExternalStack.Settings settings = new ExternalStack.Settings(
                        defaults.endpoints(), "snapshots", defaults.connectorOverrides(), defaults.profile())
                .withConnectorOverrides(
                        Map.of(
                                "topic.prefix", "snapshots",
                                "slot.name", "snapshots",
                                "publication.name", "snapshots",
                                "publication.autocreate.mode", "disabled",
                                "table.include.list", "snap.a_done,snap.b_waits",
                                "snapshot.select.statement.overrides", "snap.b_waits",
                                "snapshot.select.statement.overrides.snap.b_waits",
                                        "select * from snap.b_waits where (select pg_advisory_xact_lock_shared(15)::text) = ''"));
        try (ExternalStack snapshots = new ExternalStack(settings)) {
            try (Connection lock = takeLock()) {
                snapshots.register(ExistingConnector.KEEP, WAIT);
                SnapshotProgress progress = await().atMost(WAIT)
                        .until(
                                () -> snapshots.status().snapshot(),
                                found -> found != null && found.tablesDone() == 1 && found.rowsDone() == 1000);

                assertThat(progress.tables())
                        .containsExactlyInAnyOrder(
                                new SnapshotProgress.Table("snap.a_done", 1000, 1000),
                                new SnapshotProgress.Table("snap.b_waits", 0, 5000));
                assertThat(snapshots.status().problems()).isEmpty();
                assertThat(snapshots.status().isHealthy()).isFalse();
                assertThatThrownBy(() -> snapshots.awaitStreaming(Duration.ofSeconds(3)))
                        .isInstanceOf(StackException.class)
                        .hasMessageContaining("snapshot: 1,000 of about")
                        .hasMessageContaining("1 of 2 tables done");
                assertThat(stack.status().otherSlots())
                        .extracting(SlotStatus::name)
                        .contains("snapshots");
            }
            snapshots.awaitStreaming(WAIT);

            assertThat(snapshots.status().snapshot()).isNull();
            assertThat(snapshots.status().isHealthy()).isTrue();
        } finally {
            new ConnectClient(stack.endpoints().connectUrl()).delete("snapshots");
            await().atMost(WAIT).until(() -> test.query(
                            "select count(*) from pg_replication_slots where active and slot_name = 'snapshots'")
                    .equals("0"));
            test.query("select count(pg_drop_replication_slot(slot_name)) from pg_replication_slots"
                    + " where slot_name = 'snapshots'");
            test.execute("drop publication snapshots");
            test.execute("drop schema snap cascade");
        }
    }

    @Test
    void largeTransactionIsNamedWhileItIsRead() throws SQLException {
        stack.pause(StackService.CONNECT);
        test.execute("insert into customers (first_name, last_name, email)"
                + " select 'large', repeat('x', 200), 'a@b.c' from generate_series(1, 200000)");
        String end = test.query("select pg_current_wal_lsn()");
        String committed = test.query("select clock_timestamp()");
        // Then the connector is late from the first change on.
        await().atMost(WAIT).until(() -> test.query("select clock_timestamp() - '" + committed + "' > interval '4 s'")
                .equals("t"));
        stack.resume(StackService.CONNECT);

        StackStatus status = await().atMost(WAIT)
                .pollInterval(Duration.ofMillis(100))
                .until(stack::status, seen -> !seen.notes().isEmpty());

        assertThat(status.notes()).singleElement().asString().contains("reading a large transaction", "s behind");
        assertThat(status.problems()).isEmpty();
        await().atMost(TestStack.TIMEOUT).until(() -> test.hasConfirmed(end));
    }

    @Test
    void openTransactionThatKeepsWalIsNamed() throws SQLException {
        try (Connection open = test.open();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("insert into customers (first_name, last_name, email) values ('open', 'x', 'a@b.c')");
            test.execute("create table filler as select repeat('x', 2000) t from generate_series(1, 50000)");
            try {
                StackStatus status = await().atMost(WAIT)
                        .until(stack::status, seen -> !seen.notes().isEmpty());

                assertThat(status.notes())
                        .anySatisfy(note -> assertThat(note).contains("a transaction has been open for", "pid"));
            } finally {
                open.rollback();
                test.execute("drop table filler");
            }
        }
    }

    @Test
    void rowsAreEstimatedWithAndWithoutStatistics() throws SQLException {
        test.execute("create schema sizes");
        try (Connection connection = test.open()) {
            test.execute("create table sizes.\"Analyzed One\" as select generate_series(1, 2000) id");
            test.execute("analyze sizes.\"Analyzed One\"");
            test.execute("create table sizes.parts (id int) partition by range (id)");
            test.execute("create table sizes.p1 partition of sizes.parts for values from (0) to (2000)");
            test.execute("create table sizes.p2 partition of sizes.parts for values from (2000) to (4000)");
            test.execute("insert into sizes.parts select generate_series(0, 3999)");

            Map<String, Long> estimates =
                    RowEstimate.estimate(connection, List.of("sizes.Analyzed One", "sizes.parts", "sizes.none"));

            assertThat(estimates).containsEntry("sizes.Analyzed One", 2000L).containsEntry("sizes.none", -1L);
            // The planner knows the number of pages, and assumes how full they are.
            assertThat(estimates.get("sizes.parts")).isBetween(2000L, 8000L);
        } finally {
            test.execute("drop schema sizes cascade");
        }
    }

    /** Takes the lock that the snapshot's query of the second table waits for. */
    private Connection takeLock() throws SQLException {
        Connection connection = test.open();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(15)");
        }
        return connection;
    }
}
