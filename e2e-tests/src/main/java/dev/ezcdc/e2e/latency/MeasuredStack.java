package dev.ezcdc.e2e.latency;

import dev.ezcdc.infra.Endpoints;
import java.util.Map;

/** A stack under one setup, which streams. */
public interface MeasuredStack extends AutoCloseable {
    /** Makes one for each setup; closes it before the next is asked for. */
    interface Factory {
        /** Up, tuned and streaming. */
        MeasuredStack open(Setup setup);

        /** Whether worker, broker and JVMs can be set, or only connector, producer and consumer. */
        boolean whole();
    }

    Endpoints endpoints();

    /** The connector, to be switched off and on. */
    CaptureSwitch capture();

    /** The servers' processes by name, where they are on this machine and known. */
    Map<String, Long> processes();

    /** Those of them that are JVMs. */
    Map<String, Long> jvms();

    @Override
    void close();
}
