package dev.ezcdc.instruments.latency.stack;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.run.ExternalStack;
import dev.ezcdc.instruments.latency.plan.Setup;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else's servers: the connector is registered with the setup, and gets back what it had, also when the setup
 * fails. The rows that were written stay.
 */
public final class ExternalMeasuredStack implements MeasuredStack {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ExternalStack stack;
    private final ConnectClient connect;
    private final ConnectorPause capture;
    private final @Nullable Map<String, String> before;

    private ExternalMeasuredStack(ExternalStack stack, ConnectClient connect, @Nullable Map<String, String> before) {
        this.stack = stack;
        this.connect = connect;
        this.capture = new ConnectorPause(stack, connect, stack.connectorName());
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
                        connect.findConfig(stack.connectorName()).orElse(null);
                ExternalMeasuredStack measured = new ExternalMeasuredStack(stack, connect, before);
                try {
                    stack.register(PATIENCE);
                    stack.awaitStreaming(PATIENCE);
                } catch (RuntimeException e) {
                    measured.giveBackAfter(e);
                    throw e;
                }
                return measured;
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
    public ConnectorPause capture() {
        return capture;
    }

    @Override
    public Map<String, Long> processes() {
        return Map.of();
    }

    @Override
    public Map<String, Long> jvms() {
        return Map.of();
    }

    @Override
    public void close() {
        if (giveBack()) {
            stack.awaitStreaming(PATIENCE);
        }
        stack.close();
    }

    /** Returns whether there is a connector now that has to start again. */
    private boolean giveBack() {
        String connector = stack.connectorName();
        if (before == null) {
            connect.delete(connector);
            return false;
        }
        if (before.equals(connect.findConfig(connector).orElse(null))) {
            return false;
        }
        connect.putConfig(connector, before, PATIENCE);
        return true;
    }

    /** What goes wrong in this must not hide the first trouble; nor is waited for a task that has yet to start again. */
    private void giveBackAfter(RuntimeException trouble) {
        try {
            giveBack();
        } catch (RuntimeException another) {
            trouble.addSuppressed(another);
        }
    }
}
