package dev.ezcdc.consumer;

/**
 * Processes consumed records. By default, one handler thread calls {@link #handle} for one record at a time, in the
 * order of each partition. With {@linkplain ChangeConsumer.Builder#threads more threads}, it is called
 * concurrently, in the order of each key.
 */
@FunctionalInterface
public interface ChangeHandler {

    /**
     * Handles one record. The same record can be delivered again after a crash or a rebalance. Its offset is committed only
     * after this method has returned, or after the record has become a dead letter.
     *
     * @throws Exception if the record cannot be handled; the {@link FailurePolicy} determines whether it is retried. An
     *     {@link Error} counts as well, except for failures of the JVM such as {@link OutOfMemoryError}, which end the
     *     consumer at once
     */
    void handle(ConsumedRecord received) throws Exception;

    /**
     * Makes durable what {@link #handle} has buffered. Called by the thread in {@link ChangeConsumer#run()} after the
     * records of a poll, or about a second's worth of them, and before their offsets are committed. No call of {@link
     * #handle} runs at the same time.
     *
     * @throws Exception if that fails; none of these offsets is committed, and the consumer stops
     */
    default void flush() throws Exception {}
}
