package dev.ezcdc.infra;

import java.time.Duration;

/** PostgreSQL, Kafka, and a Kafka Connect worker that captures PostgreSQL's changes into Kafka. Thread-safe. */
public interface Stack extends AutoCloseable {
    /** Returns the addresses of the servers, which do not change during the life of this object. */
    Endpoints endpoints();

    /**
     * Waits until changes are captured as they are made: the connector and its task are RUNNING, and PostgreSQL streams
     * to the connector's slot. Keeps waiting through temporary conditions (a server that is starting, a rebalance).
     *
     * @throws StackException immediately on a permanent failure (a FAILED task, a server that is down), or after
     *     {@code timeout}
     */
    void awaitStreaming(Duration timeout);

    /** Stops only the servers that this object started. */
    @Override
    void close();
}
