package dev.ezcdc.e2e.latency;

import dev.ezcdc.infra.ConnectClient;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.ExternalStack;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else's servers: the connector is registered with the setup, and gets back what it had. The rows that were
 * written stay.
 */
public final class ExternalMeasuredStack implements MeasuredStack {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ExternalStack stack;
    private final ConnectClient connect;
    private final @Nullable Map<String, String> before;

    private ExternalMeasuredStack(ExternalStack stack, ConnectClient connect, @Nullable Map<String, String> before) {
        this.stack = stack;
        this.connect = connect;
        this.before = before;
    }

    /** @param settings whose profile is replaced by each setup's */
    public static Factory factory(ExternalStack.Settings settings) {
        return new Factory() {
            @Override
            public MeasuredStack open(Setup setup) {
                ExternalStack stack = new ExternalStack(settings.withProfile(setup.profile()));
                ConnectClient connect = new ConnectClient(stack.endpoints().connectUrl());
                Map<String, String> before =
                        connect.config(stack.connectorName()).orElse(null);
                stack.register(PATIENCE);
                stack.awaitStreaming(PATIENCE);
                return new ExternalMeasuredStack(stack, connect, before);
            }

            @Override
            public boolean whole() {
                return false;
            }
        };
    }

    @Override
    public Endpoints endpoints() {
        return stack.endpoints();
    }

    @Override
    public void stopCapture() {
        connect.stop(stack.connectorName());
    }

    @Override
    public void resumeCapture() {
        connect.resume(stack.connectorName());
        stack.awaitStreaming(PATIENCE);
    }

    @Override
    public Map<String, Long> processes() {
        return Map.of();
    }

    @Override
    public void close() {
        if (before == null) {
            connect.delete(stack.connectorName());
        } else {
            connect.putConfig(stack.connectorName(), before, PATIENCE);
            stack.awaitStreaming(PATIENCE);
        }
        stack.close();
    }
}
