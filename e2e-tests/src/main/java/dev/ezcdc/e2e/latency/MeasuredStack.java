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

    /** Ends the connector's work, so that nothing runs beside a floor. */
    void stopCapture();

    /** Starts it again, and returns when it streams. */
    void resumeCapture();

    /** The servers' processes by name, where they are on this machine and known. */
    Map<String, Long> processes();

    @Override
    void close();
}
