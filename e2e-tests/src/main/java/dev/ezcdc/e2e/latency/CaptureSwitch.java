package dev.ezcdc.e2e.latency;

import dev.ezcdc.infra.ConnectClient;
import dev.ezcdc.infra.Stack;
import java.time.Duration;

/** Stops a stack's connector, so that nothing runs beside a floor, and lets it go on. */
final class CaptureSwitch {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stack stack;
    private final ConnectClient connect;
    private final String connector;

    CaptureSwitch(Stack stack, ConnectClient connect, String connector) {
        this.stack = stack;
        this.connect = connect;
        this.connector = connector;
    }

    /** Ends its tasks, which is over a moment after this returns. */
    void off() {
        connect.stop(connector);
    }

    /** Starts it again, and returns when it streams. */
    void on() {
        connect.resume(connector);
        stack.awaitStreaming(PATIENCE);
    }
}
