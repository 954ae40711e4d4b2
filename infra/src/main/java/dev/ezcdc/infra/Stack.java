package dev.ezcdc.infra;

import java.time.Duration;

/** A PostgreSQL, a Kafka and a Kafka Connect that captures the one into the other. Safe for use by several threads. */
public interface Stack extends AutoCloseable {
    /** Where the servers answer; the same for the life of this object. */
    Endpoints endpoints();

    /**
     * Returns when a change made now will be seen: connector and task are RUNNING and PostgreSQL streams to the
     * connector's slot. Keeps waiting on what heals by itself (a server that starts, a rebalance).
     *
     * @throws StackException at once on what does not heal by itself (a FAILED task, a server that is gone), or after
     *     {@code timeout}
     */
    void awaitStreaming(Duration timeout);

    /** Ends what this object started and nothing else. */
    @Override
    void close();
}
