package dev.ezcdc.infra.connector;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.os.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The session of PostgreSQL in which a connector's task reads its slot. Kafka Connect's REST interface does not tell an old
 * task from the one that replaces it, but each task opens another session.
 */
record TaskSession(String slot, int pid) {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(15);

    /** Returns the session of a connector that is RUNNING, or empty if it has none or a server does not answer. */
    static Optional<TaskSession> find(ConnectorLifecycle lifecycle) {
        String slot = lifecycle.config().slotName();
        try (Connection connection = lifecycle.database().open()) {
            // A paused connector keeps its task until it is resumed.
            boolean isRunning = lifecycle
                    .connect()
                    .findStatus(lifecycle.config().name())
                    .map(ConnectorStatus::isRunning)
                    .orElse(false);
            return isRunning
                    ? Database.findSlotClient(connection, slot).map(pid -> new TaskSession(slot, pid))
                    : Optional.empty();
        } catch (SQLException | ConnectUnavailableException e) {
            return Optional.empty(); // the registration that follows reports a server that stays away
        }
    }

    /**
     * Returns when the session has ended, or the connector FAILED with its new configuration, so that its task stays.
     *
     * @param requireAlive called between attempts; throws if a server is not running
     */
    void awaitEnd(ConnectorLifecycle lifecycle, Duration timeout, Runnable requireAlive) {
        try (Connection connection = lifecycle.database().awaitOpen(timeout, requireAlive)) {
            boolean hasEnded = Poll.until(
                    () -> {
                        requireAlive.run();
                        return hasEnded(connection) || hasFailed(lifecycle);
                    },
                    timeout,
                    POLL_INTERVAL);
            if (!hasEnded) {
                throw new StackException("Kafka Connect did not replace the task of connector "
                        + lifecycle.config().name() + " within " + timeout.toSeconds() + " s after its configuration"
                        + " changed. Restart it: `./cdc connectors restart "
                        + lifecycle.config().name() + "`");
            }
        } catch (SQLException e) {
            throw lifecycle.database().toStackException(e);
        }
    }

    private boolean hasEnded(Connection connection) {
        try {
            return Database.findSlotClient(connection, slot)
                    .filter(client -> client == pid)
                    .isEmpty();
        } catch (SQLException e) {
            return true; // PostgreSQL ended all sessions
        }
    }

    private static boolean hasFailed(ConnectorLifecycle lifecycle) {
        try {
            lifecycle.requireNoFailure();
            return false;
        } catch (ConnectorLifecycle.FailedException e) {
            return true; // reported by the wait for streaming
        }
    }
}
