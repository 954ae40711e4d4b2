package dev.ezcdc.instruments.latency.stack;

import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.connector.ConnectClient;
import java.time.Duration;

/** Stops a stack's connector while the floors are measured, and resumes it. Not thread-safe. */
public final class ConnectorPause {
    private static final Duration RESUME_TIMEOUT = Duration.ofSeconds(60);

    private final Stack stack;
    private final ConnectClient connect;
    private final String connector;

    ConnectorPause(Stack stack, ConnectClient connect, String connector) {
        this.stack = stack;
        this.connect = connect;
        this.connector = connector;
    }

    /** Requests that the connector's tasks stop, without waiting for it. */
    public void stop() {
        connect.stop(connector);
    }

    /** Resumes the connector and waits until it streams. */
    public void resume() {
        connect.resume(connector);
        stack.awaitStreaming(RESUME_TIMEOUT);
    }
}
