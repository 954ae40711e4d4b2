package dev.ezcdc.consumer;

/**
 * What is done with the records. Called by the thread that is in {@link ChangeConsumer#run()}, one record at a time, those
 * of a partition in their order.
 */
@FunctionalInterface
public interface ChangeHandler {

    /**
     * Handles one record. After a crash it may be given again: delivery is at least once.
     *
     * @throws Exception if it can't be handled: the consumer then stops with this exception, and the record's offset is
     *     not committed
     */
    void handle(ReceivedRecord received) throws Exception;

    /**
     * Called when all records of one poll have been handled and before their offsets are committed: the place to make
     * safe what {@link #handle} only buffered.
     *
     * @throws Exception if that fails: nothing of the batch is committed, and the consumer stops with this exception
     */
    default void afterBatch() throws Exception {}
}
