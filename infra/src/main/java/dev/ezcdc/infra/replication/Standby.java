package dev.ezcdc.infra.replication;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Directories;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.PasswordFile;
import dev.ezcdc.infra.os.Poll;
import dev.ezcdc.infra.server.PostgresData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Creates a stack's standby from its running primary, and waits until it could take over.
 *
 * @param slot the slot of the stack's connector
 * @param timeout the time limit of each step
 * @param progress receives a line for each step
 */
public record Standby(PostgresPair pair, String slot, Duration timeout, Consumer<String> progress) {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    /** A standby whose primary has died answers immediately, or not at all. */
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(20);

    /** Creates the standby unless it has data already, starts it unless it runs, and returns when it streams. */
    public void start() {
        Node primary = pair.primary();
        Node standby = pair.standby();
        try (Connection connection = pair.open(primary)) {
            prepare(connection);
            if (!Files.exists(PostgresData.directory(pair.home(), standby))) {
                // Commits would wait for a standby that does not exist.
                StandbyGuard.disable(connection);
                copy(connection, primary, standby);
            }
            pair.server(standby).start(pair.port(standby));
            pair.server(standby).awaitListening(pair.port(standby), timeout);
            if (!Poll.until(() -> isStreaming(connection, standby), timeout, POLL_INTERVAL)) {
                throw new StackException(standby.title() + ", the standby, does not stream from " + primary.title()
                        + " after " + timeout.toSeconds() + " s. Its log: "
                        + pair.server(standby).log());
            }
            Directories.deleteRecursively(PostgresData.fenced(pair.home(), standby));
        } catch (SQLException e) {
            throw pair.database(primary).toStackException(e);
        } catch (IOException e) {
            throw new StackException("cannot copy the data of " + primary.title() + ": " + Exceptions.message(e), e);
        }
    }

    /**
     * Waits until the standby has all slots that it would need, and lets commits wait for the standby from then on. Needs a
     * client that reads each slot: a slot without a reader does not move.
     */
    public void protect() {
        Node primary = pair.primary();
        Node standby = pair.standby();
        try (Connection onPrimary = pair.open(primary);
                Connection onStandby = pair.database(standby).awaitOpen(OPEN_TIMEOUT, () -> {})) {
            String[] problem = {null};
            boolean ready = Poll.until(
                    () -> {
                        problem[0] = findNextProblem(onPrimary, onStandby);
                        return problem[0] == null;
                    },
                    timeout,
                    POLL_INTERVAL);
            if (!ready) {
                throw new StackException("the standby cannot take over after " + timeout.toSeconds() + " s: "
                        + problem[0] + ". Commits do not wait for it");
            }
            if (!StandbyGuard.isEnabled(onPrimary)) {
                StandbyGuard.enable(onPrimary);
                progress.accept("the standby can take over; commits wait for it from now on");
            }
        } catch (SQLException e) {
            throw pair.database(primary).toStackException(e);
        }
    }

    private @Nullable String findNextProblem(Connection onPrimary, Connection onStandby) {
        try {
            for (String each : FailoverSlots.list(onPrimary, slot)) {
                String problem = FailoverSlots.findProblem(onStandby, each);
                if (problem != null) {
                    FailoverSlots.hasten(onPrimary, onStandby);
                    return problem;
                }
            }
            return null;
        } catch (SQLException e) {
            throw new StackException("cannot compare the slots of primary and standby: " + Exceptions.message(e), e);
        }
    }

    private void prepare(Connection connection) throws SQLException {
        String password = password();
        try (Statement statement = connection.createStatement()) {
            if (!exists(connection, "select from pg_roles where rolname = '" + PostgresPair.STANDBY + "'")) {
                statement.execute(
                        "create role " + PostgresPair.STANDBY + " login replication password '" + password + "'");
            }
            if (!exists(
                    connection, "select from pg_replication_slots where slot_name = '" + PostgresPair.STANDBY + "'")) {
                // Reserves the log from now on, so that the copy can catch up.
                statement.execute("select pg_create_physical_replication_slot('" + PostgresPair.STANDBY + "', true)");
            }
        }
    }

    private void copy(Connection connection, Node primary, Node standby) throws SQLException, IOException {
        progress.accept("copying the data of " + primary.title() + " for its standby");
        Path part = PostgresData.partial(pair.home(), standby);
        Directories.deleteRecursively(part);
        BaseBackup.copy(connection, PostgresData.directory(pair.home(), primary), part);
        StandbyConfig.write(part, pair.port(primary), password());
        Files.move(part, PostgresData.directory(pair.home(), standby), StandardCopyOption.ATOMIC_MOVE);
    }

    private String password() {
        return new PasswordFile(pair.home().resolve("conf/standby.password")).read();
    }

    private boolean isStreaming(Connection primary, Node standby) {
        pair.server(standby).requireAlive();
        try {
            return exists(
                    primary,
                    "select from pg_stat_replication where state = 'streaming' and application_name = '"
                            + PostgresPair.STANDBY + "'");
        } catch (SQLException e) {
            throw pair.database(pair.primary()).toStackException(e);
        }
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            return row.next();
        }
    }
}
