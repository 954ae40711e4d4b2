package dev.ezcdc.consumer.internal.process;

import java.util.List;

/** Passes the records of a poll to the handler. */
public interface Dispatcher extends AutoCloseable {

    /**
     * Returns when all records are handled, except for those that remain after a stop request or in revoked partitions.
     *
     * @throws Exception the first failure that ends the consumer
     */
    void dispatch(List<PartitionBatch> batches, long polledAtNanos, long polledAtMicros) throws Exception;

    @Override
    default void close() {}
}
