package dev.ezcdc.consumer;

import dev.ezcdc.envelope.CdcRecord;

/**
 * A decoded record and how it came.
 *
 * @param kafkaTimestampMillis the Kafka record's timestamp, in milliseconds since 1970: when Connect's producer made it
 * @param polledAtNanos when the poll that brought it returned, as {@link System#nanoTime()}: for time spans within this
 *     process
 * @param polledAtMicros the same moment by this machine's wall clock, in microseconds since 1970
 */
public record ConsumedRecord(
        String topic,
        int partition,
        long offset,
        long kafkaTimestampMillis,
        long polledAtNanos,
        long polledAtMicros,
        CdcRecord record) {

    /** The same with another record in it. */
    public ConsumedRecord with(CdcRecord other) {
        return new ConsumedRecord(topic, partition, offset, kafkaTimestampMillis, polledAtNanos, polledAtMicros, other);
    }
}
