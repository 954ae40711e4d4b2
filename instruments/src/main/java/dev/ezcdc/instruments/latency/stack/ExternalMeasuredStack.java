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
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final ExternalStack stack;
    private final ConnectClient connect;
    private final ConnectorPause connectorPause;
    private final @Nullable Map<String, String> originalConfig;

    private ExternalMeasuredStack(ExternalStack stack, ConnectClient connect, @Nullable Map<String, String> before) {
        this.stack = stack;
        this.connect = connect;
        this.connectorPause = new ConnectorPause(stack, connect, stack.connectorName());
        this.originalConfig = before;
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
                ExternalMeasuredStack measured = new ExternalMeasuredStack(stack, connect, before);
                try {
                    stack.register(TIMEOUT);
                    stack.awaitStreaming(TIMEOUT);
                } catch (RuntimeException e) {
                    measured.restoreConfigAfter(e);
                    throw e;
                }
                return measured;
            }

            @Override
            public boolean canConfigureServers() {
                return false;
            }
        };
    }

    @Override
    public Endpoints endpoints() {
        return stack.endpoints();
    }

    @Override
    public ConnectorPause connectorPause() {
        return connectorPause;
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
        if (restoreConfig()) {
            stack.awaitStreaming(TIMEOUT);
        }
        stack.close();
    }

    /** Returns whether there is a connector now that has to start again. */
    private boolean restoreConfig() {
        String connector = stack.connectorName();
        if (originalConfig == null) {
            connect.delete(connector);
            return false;
        }
        if (originalConfig.equals(connect.config(connector).orElse(null))) {
            return false;
        }
        connect.putConfig(connector, originalConfig, TIMEOUT);
        return true;
    }

    /** What goes wrong in this must not hide the first trouble; nor is waited for a task that has yet to start again. */
    private void restoreConfigAfter(RuntimeException trouble) {
        try {
            restoreConfig();
        } catch (RuntimeException another) {
            trouble.addSuppressed(another);
        }
    }
}
