package dev.ezcdc.consumer;

/**
 * What is done with the records. Called by the thread that is in {@link ChangeConsumer#run()}, one record at a time, those
 * of a partition in their order; where {@link ConsumerSettings.Builder#threads} asks for more, {@link #handle} is called by
 * several threads, and those of a key come in their order.
 */
@FunctionalInterface
public interface ChangeHandler {

    /**
     * Handles one record. After a crash or a rebalance it may be given again: delivery is at least once.
     *
     * @throws Exception if it can't be handled: the {@link FailurePolicy} says what comes of it. The record's offset is not
     *     committed before it was handled or has become a dead letter
     */
    void handle(ConsumedRecord received) throws Exception;

    /**
     * Called by the thread in {@link ChangeConsumer#run()} when all records of one poll have been handled and before their
     * offsets are committed: the place to make safe what {@link #handle} only buffered.
     *
     * @throws Exception if that fails: nothing of the batch is committed, and the consumer stops with this exception
     */
    default void flush() throws Exception {}
}
