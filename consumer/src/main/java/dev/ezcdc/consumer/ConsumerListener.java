package dev.ezcdc.consumer;

import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Hears what a {@link ChangeConsumer} does, to count or show it. Called on the way of every record, by the threads that
 * handle them: each method has to return at once and to throw nothing.
 */
public interface ConsumerListener {

    /** A consumer begins to run: from now on it can be asked for its health and its lag. */
    default void onStart(ChangeConsumer consumer) {}

    /**
     * A client of Kafka's is there, whose metrics may be read from any thread; nothing else of it is thread-safe.
     *
     * @return is closed before the client is, by the thread in {@link ChangeConsumer#run()}
     */
    default AutoCloseable onConnected(KafkaConsumer<?, ?> client) {
        return () -> {};
    }

    /** The handler is done with a record; redacted columns are hidden in it already. */
    default void onHandled(ConsumedRecord received) {}

    /** An attempt at a record failed. */
    default void onHandlerFailed() {}

    /**
     * A record was kept aside.
     *
     * @param cause {@code malformed}, or {@code handler} if it was the handler that failed
     */
    default void onDeadLettered(String cause) {}

    /** A change was left out since the connector had written it before. */
    default void onRedeliverySkipped() {}

    /** A record was left out by the filter. */
    default void onFiltered() {}
}
