package dev.ezcdc.consumer.internal.process;

import java.util.List;

/** Passes the records of a poll to the handler. */
public interface Dispatcher extends AutoCloseable {

    /**
     * Handles records until all are handled or about a second has passed, so that the caller can commit and poll. No record is
     * in flight when it returns. Records that remain after a stop request or in revoked partitions are not handled.
     *
     * @return whether all records are handled; if not, the next call continues
     * @throws Exception the first failure that ends the consumer
     */
    boolean dispatch(List<PartitionBatch> batches, long polledAtNanos, long polledAtMicros) throws Exception;

    @Override
    default void close() {}
}
