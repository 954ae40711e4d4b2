package dev.ezcdc.e2e.latency;

import dev.ezcdc.infra.Component;
import dev.ezcdc.infra.ConnectClient;
import dev.ezcdc.infra.EmbeddedStack;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackStatus;
import dev.ezcdc.infra.Tuning;
import java.util.LinkedHashMap;
import java.util.Map;

/** A stack of its own for each setup: servers that start afresh have the same history, whichever comes first. */
public final class EmbeddedMeasuredStack implements MeasuredStack {
    private final EmbeddedStack stack;
    private final CaptureSwitch capture;

    private EmbeddedMeasuredStack(EmbeddedStack stack) {
        this.stack = stack;
        this.capture =
                new CaptureSwitch(stack, new ConnectClient(stack.endpoints().connectUrl()), stack.connectorName());
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
    public CaptureSwitch capture() {
        return capture;
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

    @Override
    public Map<String, Long> jvms() {
        Map<String, Long> jvms = processes();
        jvms.remove(Component.POSTGRES.title());
        return jvms;
    }

    /** At once: what is deleted need not be flushed first. */
    @Override
    public void close() {
        stack.kill(Component.CONNECT);
        stack.kill(Component.KAFKA);
        stack.deleteData();
    }
}
