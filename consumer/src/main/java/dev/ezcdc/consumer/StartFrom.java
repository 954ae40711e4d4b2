package dev.ezcdc.consumer;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The position at which a consumer starts.
 *
 * <p>{@link #COMMITTED_OR_EARLIEST} and {@link #COMMITTED_OR_LATEST} continue from the group's committed offsets, and differ
 * only if it has none. All others set the committed offsets once, when {@link ChangeConsumer#run} starts. Kafka allows that
 * only while the group has no active members; otherwise the consumer reports {@link ConsumerNotice.Kind#OFFSETS_KEPT} and
 * continues from the committed offsets. Immutable.
 */
public sealed interface StartFrom permits FixedStart, StartFrom.Timestamp, StartFrom.Offsets {

    /** Starts at the committed offsets; without any, at the oldest record. */
    StartFrom COMMITTED_OR_EARLIEST = FixedStart.COMMITTED_OR_EARLIEST;
    /** Starts at the committed offsets; without any, at the end. */
    StartFrom COMMITTED_OR_LATEST = FixedStart.COMMITTED_OR_LATEST;
    /** Starts at the oldest record, whatever the group has committed. */
    StartFrom BEGINNING = FixedStart.BEGINNING;
    /** Starts at the end, whatever the group has committed. Topics created later are read from their oldest record. */
    StartFrom END = FixedStart.END;

    /**
     * Starts each partition at the first record with this Kafka timestamp or a later one, or at the end if there is none.
     */
    static StartFrom timestamp(Instant from) {
        return new Timestamp(from);
    }

    /**
     * Starts at the given offsets. All other partitions start at the committed offsets; without any, at the oldest record.
     *
     * @throws IllegalArgumentException if an offset is negative
     */
    static StartFrom offsets(Map<TopicPartition, Long> offsets) {
        return new Offsets(offsets);
    }

    /** A start at a Kafka timestamp. */
    record Timestamp(Instant from) implements StartFrom {}

    /**
     * A start at explicit offsets.
     *
     * @param offsets an offset from 0 for each partition
     */
    record Offsets(Map<TopicPartition, Long> offsets) implements StartFrom {
        public Offsets {
            offsets = Map.copyOf(offsets);
            offsets.forEach((partition, offset) -> {
                if (offset < 0) {
                    throw new IllegalArgumentException("offset of " + partition + " must not be negative: " + offset);
                }
            });
        }
    }
}
