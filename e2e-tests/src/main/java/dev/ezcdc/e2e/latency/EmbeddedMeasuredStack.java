package dev.ezcdc.e2e.latency;

import dev.ezcdc.infra.Component;
import dev.ezcdc.infra.ConnectClient;
import dev.ezcdc.infra.EmbeddedStack;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.Tuning;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A stack of its own for each setup: servers that start afresh have the same history, whichever comes first. */
public final class EmbeddedMeasuredStack implements MeasuredStack {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedStack stack;
    private final ConnectClient connect;

    private EmbeddedMeasuredStack(EmbeddedStack stack) {
        this.stack = stack;
        this.connect = new ConnectClient(stack.endpoints().connectUrl());
    }

    /** @param settings whose home is for this alone: it is emptied */
    public static Factory factory(EmbeddedStack.Settings settings) {
        return new Factory() {
            @Override
            public MeasuredStack open(Setup setup) {
                EmbeddedStack stack = new EmbeddedStack(settings.withTuning(Tuning.of(setup.profile())));
                try {
                    stack.up();
                    return new EmbeddedMeasuredStack(stack);
                } catch (RuntimeException e) {
                    stack.deleteData();
                    throw e;
                }
            }

            @Override
            public boolean whole() {
                return true;
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
        Map<String, Long> processes = new LinkedHashMap<>();
        for (StackStatus.Server server : stack.status().servers()) {
            Long pid = server.pid();
            if (pid != null) {
                processes.put(server.component().title(), pid);
            }
        }
        return processes;
    }

    /** At once: what is deleted need not be flushed first. */
    @Override
    public void close() {
        stack.kill(Component.CONNECT);
        stack.kill(Component.KAFKA);
        stack.deleteData();
    }
}
