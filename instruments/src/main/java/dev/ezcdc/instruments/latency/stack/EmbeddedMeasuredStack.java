package dev.ezcdc.instruments.latency.stack;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.connector.ConnectClient;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.run.StackSettings;
import dev.ezcdc.instruments.latency.plan.Setup;
import java.util.LinkedHashMap;
import java.util.Map;

/** A new stack of local processes per setup, so that the order of the setups gives none of them an advantage. */
public final class EmbeddedMeasuredStack implements MeasuredStack {
    private final EmbeddedStack stack;
    private final ConnectorPause connectorPause;

    private EmbeddedMeasuredStack(EmbeddedStack stack) {
        this.stack = stack;
        this.connectorPause = new ConnectorPause(stack, ConnectClient.of(stack.endpoints()), stack.connectorName());
    }

    /**
     * Returns a factory of such stacks.
     *
     * @param settings settings of each stack; all data in their home is deleted
     */
    public static Factory factory(StackSettings settings) {
        return Factory.of(true, setup -> open(settings, setup));
    }

    private static MeasuredStack open(StackSettings settings, Setup setup) {
        EmbeddedStack stack = new EmbeddedStack(
                settings.withTuning(Tuning.of(setup.profile())).withExistingConnector(ExistingConnector.RESET));
        try {
            stack.up();
            return new EmbeddedMeasuredStack(stack);
        } catch (RuntimeException e) {
            stack.deleteData();
            throw e;
        }
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
        Map<String, Long> processes = new LinkedHashMap<>();
        for (StackStatus.Server server : stack.status().servers()) {
            Long pid = server.pid();
            if (pid != null) {
                processes.put(server.node().title(), pid);
            }
        }
        return processes;
    }

    @Override
    public Map<String, Long> jvms() {
        Map<String, Long> jvms = processes();
        jvms.remove(StackService.POSTGRES.title());
        return jvms;
    }

    /** Kills worker and broker instead of stopping them, because their data is deleted anyway. */
    @Override
    public void close() {
        stack.kill(StackService.CONNECT);
        stack.kill(StackService.KAFKA);
        stack.deleteData();
    }
}
