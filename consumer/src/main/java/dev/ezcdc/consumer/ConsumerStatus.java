package dev.ezcdc.consumer;

import dev.ezcdc.consumer.deadletter.DeadLetter;
import java.util.OptionalLong;

/** The current state of a consumer. Thread-safe. */
public interface ConsumerStatus {

    /** Returns the current health. */
    Health health();

    /**
     * Returns how many records of the assigned partitions were still to be read when each partition was last polled, or
     * empty before the first records arrive.
     */
    OptionalLong lag();

    /**
     * Returns the number of records that Kafka deleted before they were read, because of the topic's retention. An upper
     * bound: it counts offsets, and compaction and transaction markers leave offsets without a record.
     */
    long lostRecords();

    /** Returns how many records have become dead letters for this cause. */
    long deadLettered(DeadLetter.Cause cause);

    /** Returns how many records have become dead letters. */
    default long deadLettered() {
        long sum = 0;
        for (DeadLetter.Cause cause : DeadLetter.Cause.values()) {
            sum += deadLettered(cause);
        }
        return sum;
    }
}
