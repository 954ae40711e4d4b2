package dev.ezcdc.infra.connector;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.database.Database;
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
        ConnectorLifecycle capture, Duration timeout, Runnable requireAlive, Consumer<String> progress) {
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** Returns when it streams. */
    public void run() {
        long end = System.nanoTime() + timeout.toNanos();
        resume();
        for (int failures = 0; ; ) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            try {
                capture.awaitStreaming(left.compareTo(LOOK) < 0 ? left : LOOK, requireAlive);
                return;
            } catch (ConnectorLifecycle.FailedException e) {
                if (failures++ == TRIES) {
                    throw e;
                }
                tell(Poll.reason(e).lines().findFirst().orElse("") + "; restarting");
                capture.connect().restartFailed(capture.config().name());
                Poll.pause(PAUSE);
            } catch (ConnectorLifecycle.NotYetException e) {
                if (System.nanoTime() - end >= 0) {
                    throw e.after(timeout);
                }
                if (forsaken()) {
                    tell("connector " + capture.config().name() + " is RUNNING and not connected to PostgreSQL;"
                            + " restarting");
                    capture.connect().restart(capture.config().name());
                }
            }
        }
    }

    private void resume() {
        try {
            ConnectorStatus status =
                    capture.connect().status(capture.config().name()).orElse(null);
            if (status != null
                    && (status.state().equals("PAUSED") || status.state().equals("STOPPED"))) {
                tell("connector " + status.name() + " is " + status.state() + "; resuming");
                capture.connect().resume(status.name());
            }
        } catch (ConnectUnavailableException e) {
            return; // starting: it was not asked to pause a moment ago
        }
    }

    /** Whether Connect says that all is well, and PostgreSQL knows nobody of it. */
    private boolean forsaken() {
        try (Connection connection = capture.database().open()) {
            boolean running = capture.connect()
                    .status(capture.config().name())
                    .map(ConnectorStatus::running)
                    .orElse(false);
            return running && Database.sessions(connection, "Debezium") == 0;
        } catch (SQLException | ConnectUnavailableException e) {
            return false;
        }
    }

    private void tell(String what) {
        progress.accept(what);
    }
}
