package dev.ezcdc.consumer;

import dev.ezcdc.consumer.deadletter.DeadLetter;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;

/**
 * Receives callbacks about a consumer's activity, for metrics and dashboards. The callbacks cannot influence the consumer:
 * the first exception or error of each listener is logged, and later ones are ignored. Only an {@link OutOfMemoryError} or
 * another failure of the JVM ends the consumer. Callbacks run on the threads that handle records, so they must be thread-safe
 * and return quickly.
 */
public interface ConsumerListener {

    /** The consumer has started. Its status can be read from any thread, from now on. */
    default void onStart(ConsumerStatus status) {}

    /**
     * The consumer has created its Kafka client.
     *
     * @param clientMetrics returns the client's metrics; thread-safe
     * @return closed by the thread in {@link ChangeConsumer#run()} before the client is closed
     */
    default AutoCloseable onConnected(Supplier<Map<MetricName, ? extends Metric>> clientMetrics) {
        return () -> {};
    }

    /**
     * The handler has handled a record.
     *
     * @param received the record as passed to the handler, with redacted columns hidden
     */
    default void onHandled(ConsumedRecord received) {}

    /** The handler has failed once; the record may be retried. */
    default void onHandlerFailed() {}

    /** A record has become a dead letter. */
    default void onDeadLettered(DeadLetter.Cause cause) {}

    /** A change was skipped because it had been delivered before, see {@link Delivery#DEDUPLICATED}. */
    default void onRedeliverySkipped() {}

    /** A record was skipped: by the {@link RecordFilter}, or because it is not the topic's own; see {@link Topics}. */
    default void onFiltered() {}

    /**
     * Kafka deleted records of a partition before they were read, because of the topic's retention.
     *
     * @param fromOffset the first lost offset
     * @param toOffset the offset after the last lost one
     */
    default void onRecordsLost(TopicPartition partition, long fromOffset, long toOffset) {}

    /** The consumer has issued a notice, for example that it waits for Kafka. */
    default void onNotice(ConsumerNotice notice) {}
}
