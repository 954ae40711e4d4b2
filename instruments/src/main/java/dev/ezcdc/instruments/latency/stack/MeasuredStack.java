package dev.ezcdc.instruments.latency.stack;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.instruments.latency.plan.Setup;
import java.util.Map;

/** A stack under one setup, which streams. */
public interface MeasuredStack extends AutoCloseable {
    /** Makes one for each setup; closes it before the next is asked for. */
    interface Factory {
        /** Up, tuned and streaming. */
        MeasuredStack open(Setup setup);

        /** Whether worker, broker and JVMs can be set, or only connector, producer and consumer. */
        boolean canConfigureServers();
    }

    Endpoints endpoints();

    /** The connector, to be switched off and on. */
    ConnectorPause connectorPause();

    /** The servers' processes by name, where they are on this machine and known. */
    Map<String, Long> processes();

    /** Those of them that are JVMs. */
    Map<String, Long> jvms();

    @Override
    void close();
}
