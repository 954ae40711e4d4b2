package dev.ezcdc.consumer.internal.process;

import java.util.List;

/** How the records of a poll come to the handler. */
public interface Dispatcher extends AutoCloseable {

    /**
     * Returns when all is done that will be done: everything, unless a stop is requested or a partition became another's.
     *
     * @throws Exception the first that ends the consumer
     */
    void handle(List<PartitionBatch> batch, long polledAtNanos, long polledAtMicros) throws Exception;

    @Override
    default void close() {}
}
