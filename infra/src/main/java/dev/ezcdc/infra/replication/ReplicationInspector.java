package dev.ezcdc.infra.replication;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.ReplicationStatus;
import dev.ezcdc.infra.os.Exceptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Inspects primary and standby. Kafka Connect shows none of these problems: its task stays RUNNING.
 *
 * @param slot the slot of the stack's connector
 * @param problems receives what is wrong, each with its consequence and remedy
 */
public record ReplicationInspector(PostgresPair pair, String slot, Consumer<String> problems) {
    /** More than a standby is behind after a short pause of its disk. */
    private static final long LAG_LIMIT_BYTES = 256 << 20;

    private static final String STREAM = "select pg_wal_lsn_diff(pg_current_wal_lsn(), flush_lsn)::bigint"
            + " from pg_stat_replication where state = 'streaming' and application_name = '" + PostgresPair.STANDBY
            + "'";
    private static final String WAITING_COMMITS = "select count(*) from pg_stat_activity where wait_event = 'SyncRep'";
    private static final String WAITING_SLOTS =
            "select count(*) from pg_stat_activity where wait_event = 'WaitForStandbyConfirmation'";
    private static final String MISSING_SLOT = "select current_setting('synchronized_standby_slots') <> ''"
            + " and not exists (select from pg_replication_slots where slot_name = '" + PostgresPair.STANDBY + "')";

    /** Returns the state, or empty if the primary does not answer, which another inspection reports. */
    public Optional<ReplicationStatus> inspect() {
        Node primary = pair.primary();
        Node standby = pair.standby();
        try (Connection connection = pair.database(primary).open()) {
            if (isInRecovery(connection)) {
                problems.accept(primary.title() + " is still recovering, and neither server is a primary. Run"
                        + " `./cdc failover`");
                return Optional.empty();
            }
            Long lag = queryLong(connection, STREAM);
            boolean isSynchronous = StandbyGuard.isEnabled(connection);
            String obstacle = inspectStandby(connection, standby);
            ReplicationStatus status =
                    new ReplicationStatus(primary, standby, lag != null, isSynchronous, lag, obstacle);
            report(connection, status);
            return Optional.of(status);
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private void report(Connection primary, ReplicationStatus status) throws SQLException {
        String title = status.standby().title();
        if (!status.isStreaming()) {
            problems.accept(title + ", the standby, does not stream from the primary"
                    + (status.isSynchronous()
                            ? ": commits and changes wait until it does. Run `./cdc up`, or `./cdc failover --alone` to"
                                    + " continue without a standby"
                            : ". Run `./cdc up`"));
        } else if (!status.isSynchronous()) {
            problems.accept("commits do not wait for the standby, so a failover could lose them. Run `./cdc up`");
        }
        if (status.lagBytes() != null && status.lagBytes() > LAG_LIMIT_BYTES) {
            problems.accept(title + ", the standby, is " + (status.lagBytes() >> 20)
                    + " MiB behind, and commits wait for" + " it. Reduce the load, or run `./cdc failover --alone`");
        }
        if (status.obstacle() != null) {
            problems.accept(
                    status.obstacle() + ", so the connector could not continue after a failover. Run `./cdc up`");
        }
        Long commits = queryLong(primary, WAITING_COMMITS);
        if (commits != null && commits > 0 && !status.isStreaming()) {
            problems.accept(commits + " sessions wait in their commit for the standby");
        }
        Long slots = queryLong(primary, WAITING_SLOTS);
        if (slots != null && slots > 0 && !status.isStreaming()) {
            problems.accept("changes wait for the standby before the connector gets them");
        }
        if (queryBoolean(primary, MISSING_SLOT)) {
            problems.accept("synchronized_standby_slots names slot " + PostgresPair.STANDBY
                    + ", which does not exist, so the connector gets no changes. Run `./cdc up`");
        }
    }

    private @Nullable String inspectStandby(Connection primary, Node standby) {
        try (Connection connection = pair.database(standby).open()) {
            if (!isInRecovery(connection)) {
                problems.accept("both PostgreSQL servers are primaries: what is written to " + standby.title()
                        + " reaches neither the other server nor Kafka. Run `./cdc up`");
                return "the standby is a primary";
            }
            List<String> slots = FailoverSlots.list(primary, slot);
            if (slots.isEmpty()) {
                return "the primary has no slot with failover";
            }
            for (String each : slots) {
                String problem = FailoverSlots.findProblem(connection, each);
                if (problem != null) {
                    return problem;
                }
            }
            return null;
        } catch (SQLException e) {
            return "the standby does not answer (" + Exceptions.message(e) + ")";
        }
    }

    private static boolean isInRecovery(Connection connection) throws SQLException {
        return queryBoolean(connection, "select pg_is_in_recovery()");
    }

    private static @Nullable Long queryLong(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? (Long) row.getLong(1) : null;
        }
    }

    private static boolean queryBoolean(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
