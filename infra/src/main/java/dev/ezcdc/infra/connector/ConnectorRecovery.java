package dev.ezcdc.infra.connector;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Recovers a registered connector that is not streaming. It restarts FAILED connectors and tasks, and resumes PAUSED or
 * STOPPED connectors. It also restarts a connector that is RUNNING without a PostgreSQL session, as after a connection
 * was lost without notice.
 *
 * @param timeout for a recovery; a restart and a snapshot that progresses begin another one
 * @param requireAlive called between attempts; throws if a server is not running
 * @param progress receives a line for each step
 */
public record ConnectorRecovery(
        ConnectorLifecycle lifecycle, Duration timeout, Runnable requireAlive, Consumer<String> progress) {
    private static final int MAX_RESTARTS = 3;
    private static final Duration RESTART_DELAY = Duration.ofMillis(500);
    private static final Duration OBSERVATION = Duration.ofSeconds(8);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);

    /** Returns when the connector streams. */
    public void run() {
        long end = System.nanoTime() + timeout.toNanos();
        resumeIfPaused();
        boolean mayFailAgain = false;
        for (int failures = 0; ; ) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            try {
                lifecycle.awaitStreaming(
                        left.compareTo(CHECK_INTERVAL) < 0 ? left : CHECK_INTERVAL, requireAlive, progress);
                if (mayFailAgain) {
                    requireNoFailure();
                }
                return;
            } catch (ConnectorLifecycle.FailedException e) {
                if (failures++ == MAX_RESTARTS || mayFailAgain && e.hasRemedy()) {
                    throw e;
                }
                mayFailAgain |= e.hasRemedy();
                progress.accept(Exceptions.message(e).lines().findFirst().orElse("") + "; restarting");
                lifecycle.connect().restartFailed(lifecycle.config().name());
                Poll.sleep(RESTART_DELAY);
                end = System.nanoTime() + timeout.toNanos(); // a snapshot can have failed after a long time
            } catch (ConnectorLifecycle.NotStreamingException e) {
                if (System.nanoTime() - end >= 0) {
                    throw e.withTotalWait(timeout);
                }
                if (isDisconnected()) {
                    progress.accept("connector " + lifecycle.config().name()
                            + " is RUNNING but has no PostgreSQL session; restarting");
                    lifecycle.connect().restart(lifecycle.config().name());
                }
            }
        }
    }

    /**
     * Waits until the cause of the last failure has had time to recur. A record that the producer refuses makes the task
     * fail when it sends the next one, which can be the heartbeat five seconds later.
     */
    private void requireNoFailure() {
        long end = System.nanoTime() + OBSERVATION.toNanos();
        while (System.nanoTime() - end < 0) {
            lifecycle.requireNoFailure();
            Poll.sleep(RESTART_DELAY);
        }
    }

    private void resumeIfPaused() {
        try {
            ConnectorStatus status =
                    lifecycle.connect().findStatus(lifecycle.config().name()).orElse(null);
            if (status != null
                    && (status.state().equals("PAUSED") || status.state().equals("STOPPED"))) {
                progress.accept("connector " + status.name() + " is " + status.state() + "; resuming");
                lifecycle.connect().resume(status.name());
            }
        } catch (ConnectUnavailableException e) {
            return; // Kafka Connect is starting; awaitStreaming reports a connector that stays paused
        }
    }

    /** Returns whether Kafka Connect reports the connector as RUNNING but PostgreSQL has no session of it. */
    private boolean isDisconnected() {
        try (Connection connection = lifecycle.database().open()) {
            boolean running = lifecycle
                    .connect()
                    .findStatus(lifecycle.config().name())
                    .map(ConnectorStatus::isRunning)
                    .orElse(false);
            return running && Database.countSessions(connection, "Debezium") == 0;
        } catch (SQLException | ConnectUnavailableException e) {
            return false;
        }
    }
}
