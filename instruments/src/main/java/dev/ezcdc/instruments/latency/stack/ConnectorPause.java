package dev.ezcdc.instruments.latency.stack;

import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.os.Poll;
import java.time.Duration;

/** Stops a stack's connector while the floors are measured or a backlog is written, and resumes it. Not thread-safe. */
public final class ConnectorPause {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration RESUME_TIMEOUT = Duration.ofSeconds(60);

    private final Stack stack;
    private final ConnectClient connect;
    private final String connector;

    ConnectorPause(Stack stack, ConnectClient connect, String connector) {
        this.stack = stack;
        this.connect = connect;
        this.connector = connector;
    }

    /** Stops the connector and returns when its task has ended. */
    public void stop() {
        connect.stop(connector);
        boolean hasStopped = Poll.until(
                () -> connect.findStatus(connector)
                        .map(status -> status.tasks().isEmpty())
                        .orElse(false),
                STOP_TIMEOUT,
                POLL_INTERVAL);
        if (!hasStopped) {
            throw new StackException(
                    "connector " + connector + " did not stop within " + STOP_TIMEOUT.toSeconds() + " s");
        }
    }

    /** Resumes the connector and waits until it streams. */
    public void resume() {
        connect.resume(connector);
        stack.awaitStreaming(RESUME_TIMEOUT);
    }
}
