package dev.ezcdc.instruments.latency.stack;

import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.connector.ConnectClient;
import java.time.Duration;

/** Stops a stack's connector, so that nothing runs beside a floor, and lets it go on. */
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

    /** Ends its tasks, which is over a moment after this returns. */
    public void stop() {
        connect.stop(connector);
    }

    /** Starts it again, and returns when it streams. */
    public void resume() {
        connect.resume(connector);
        stack.awaitStreaming(RESUME_TIMEOUT);
    }
}
