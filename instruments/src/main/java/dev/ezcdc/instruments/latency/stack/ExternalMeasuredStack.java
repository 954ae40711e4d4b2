package dev.ezcdc.instruments.latency.stack;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.run.ExternalStack;
import dev.ezcdc.instruments.latency.plan.Setup;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An existing stack. Registers the connector with the settings of the setup, and restores its previous configuration when
 * closed, or if the setup fails. The written rows are not deleted.
 */
public final class ExternalMeasuredStack implements MeasuredStack {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final ExternalStack stack;
    private final ConnectClient connect;
    private final ConnectorPause connectorPause;
    private final @Nullable Map<String, String> originalConfig;

    private ExternalMeasuredStack(
            ExternalStack stack, ConnectClient connect, @Nullable Map<String, String> originalConfig) {
        this.stack = stack;
        this.connect = connect;
        this.connectorPause = new ConnectorPause(stack, connect, stack.connectorName());
        this.originalConfig = originalConfig;
    }

    /**
     * Returns a factory of such stacks.
     *
     * @param settings settings of the stack; each setup replaces their profile
     */
    public static Factory factory(ExternalStack.Settings settings) {
        return Factory.of(false, setup -> open(settings, setup));
    }

    private static MeasuredStack open(ExternalStack.Settings settings, Setup setup) {
        ExternalStack stack = new ExternalStack(settings.withProfile(setup.profile()));
        ConnectClient connect = ConnectClient.of(stack.endpoints());
        Map<String, String> originalConfig =
                connect.findConfig(stack.connectorName()).orElse(null);
        ExternalMeasuredStack measured = new ExternalMeasuredStack(stack, connect, originalConfig);
        try {
            stack.register(ExistingConnector.RESET, TIMEOUT);
            stack.awaitStreaming(TIMEOUT);
        } catch (RuntimeException e) {
            measured.restoreConfigAfter(e);
            throw e;
        }
        return measured;
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

    /** Restores the previous configuration and returns whether the connector has to restart. */
    private boolean restoreConfig() {
        String connector = stack.connectorName();
        if (originalConfig == null) {
            connect.delete(connector);
            return false;
        }
        if (originalConfig.equals(connect.findConfig(connector).orElse(null))) {
            return false;
        }
        connect.putConfig(connector, originalConfig, TIMEOUT);
        return true;
    }

    /** Restores the configuration without waiting for the connector, and adds an exception to the original one. */
    private void restoreConfigAfter(RuntimeException original) {
        try {
            restoreConfig();
        } catch (RuntimeException e) {
            original.addSuppressed(e);
        }
    }
}
