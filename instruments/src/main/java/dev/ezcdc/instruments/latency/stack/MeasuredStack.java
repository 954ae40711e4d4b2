package dev.ezcdc.instruments.latency.stack;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.instruments.latency.plan.Setup;
import java.util.Map;
import java.util.function.Function;

/** A streaming stack with the settings of one setup. */
public interface MeasuredStack extends AutoCloseable {
    /** Creates a stack per setup. The caller closes a stack before it requests the next one. */
    interface Factory {
        /** Returns a factory that opens stacks with a function. */
        static Factory of(boolean canConfigureServers, Function<Setup, MeasuredStack> opener) {
            return new Factory() {
                @Override
                public MeasuredStack open(Setup setup) {
                    return opener.apply(setup);
                }

                @Override
                public boolean canConfigureServers() {
                    return canConfigureServers;
                }
            };
        }

        /** Starts a stack with the settings of a setup and waits until it streams. */
        MeasuredStack open(Setup setup);

        /** Returns whether settings of worker, broker and JVMs can be changed, in addition to those of the clients. */
        boolean canConfigureServers();
    }

    Endpoints endpoints();

    /** Returns the switch that stops and resumes the connector. */
    ConnectorPause connectorPause();

    /** Returns the process ids of the servers by name; empty if they are unknown. */
    Map<String, Long> processes();

    /** Returns the process ids of the servers that are JVMs, by name. */
    Map<String, Long> jvms();

    @Override
    void close();
}
