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
 * Mends what keeps a registered connector from streaming, as far as asking it again mends it: what FAILED is restarted, what
 * is PAUSED or STOPPED goes on, and what is RUNNING without a connection to PostgreSQL, as after one that broke unheard, is
 * restarted.
 *
 * @param timeout for all of it
 */
public record ConnectorRecovery(
        ConnectorLifecycle lifecycle, Duration timeout, Runnable requireAlive, Consumer<String> progress) {
    private static final int MAX_RESTARTS = 3;
    private static final Duration RESTART_DELAY = Duration.ofMillis(500);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);

    /** Returns when it streams. */
    public void run() {
        long end = System.nanoTime() + timeout.toNanos();
        resumeIfPaused();
        for (int failures = 0; ; ) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            try {
                lifecycle.awaitStreaming(left.compareTo(CHECK_INTERVAL) < 0 ? left : CHECK_INTERVAL, requireAlive);
                return;
            } catch (ConnectorLifecycle.FailedException e) {
                if (failures++ == MAX_RESTARTS) {
                    throw e;
                }
                tell(Exceptions.message(e).lines().findFirst().orElse("") + "; restarting");
                lifecycle.connect().restartFailed(lifecycle.config().name());
                Poll.sleep(RESTART_DELAY);
            } catch (ConnectorLifecycle.NotStreamingException e) {
                if (System.nanoTime() - end >= 0) {
                    throw e.withTotalWait(timeout);
                }
                if (isDisconnected()) {
                    tell("connector " + lifecycle.config().name() + " is RUNNING and not connected to PostgreSQL;"
                            + " restarting");
                    lifecycle.connect().restart(lifecycle.config().name());
                }
            }
        }
    }

    private void resumeIfPaused() {
        try {
            ConnectorStatus status =
                    lifecycle.connect().findStatus(lifecycle.config().name()).orElse(null);
            if (status != null
                    && (status.state().equals("PAUSED") || status.state().equals("STOPPED"))) {
                tell("connector " + status.name() + " is " + status.state() + "; resuming");
                lifecycle.connect().resume(status.name());
            }
        } catch (ConnectUnavailableException e) {
            return; // starting: it was not asked to pause a moment ago
        }
    }

    /** Whether Connect says that all is well, and PostgreSQL knows nobody of it. */
    private boolean isDisconnected() {
        try (Connection connection = lifecycle.database().open()) {
            boolean running = lifecycle.connect()
                    .findStatus(lifecycle.config().name())
                    .map(ConnectorStatus::isRunning)
                    .orElse(false);
            return running && Database.countSessions(connection, "Debezium") == 0;
        } catch (SQLException | ConnectUnavailableException e) {
            return false;
        }
    }

    private void tell(String what) {
        progress.accept(what);
    }
}
