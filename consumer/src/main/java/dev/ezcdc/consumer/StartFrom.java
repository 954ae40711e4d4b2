package dev.ezcdc.consumer;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading starts. {@link #COMMITTED_OR_EARLIEST} and {@link #COMMITTED_OR_LATEST} go on at the group's committed offsets and say where to begin
 * if it has none. The others set the group's offsets once, at the start of {@link ChangeConsumer#run}, and so only while no
 * other member is in the group: else reading goes on where the group is, and a notice says so.
 */
public sealed interface StartFrom {

    /** At the group's committed offsets; where it has none, at the oldest record. */
    StartFrom COMMITTED_OR_EARLIEST = Place.EARLIEST;
    /** At the group's committed offsets; where it has none, at the end: only what comes from now on. */
    StartFrom COMMITTED_OR_LATEST = Place.LATEST;
    /** At the oldest record, whatever the group has committed. */
    StartFrom BEGINNING = Place.BEGINNING;
    /** At the end, whatever the group has committed. A topic that is made later is read from its oldest record. */
    StartFrom END = Place.END;

    /** At the first record of each partition whose timestamp in Kafka is this or later; at the end if there is none. */
    static StartFrom timestamp(Instant from) {
        return new Timestamp(from);
    }

    /** At these offsets; the partitions not named go on at the group's committed offsets, or else at the oldest record. */
    static StartFrom offsets(Map<TopicPartition, Long> offsets) {
        return new Offsets(offsets);
    }

    /** The starts that need no more to be said. */
    enum Place implements StartFrom {
        EARLIEST,
        LATEST,
        BEGINNING,
        END
    }

    /** A moment by Kafka's timestamps. */
    record Timestamp(Instant from) implements StartFrom {}

    /** An offset, from 0, for each partition named. */
    record Offsets(Map<TopicPartition, Long> offsets) implements StartFrom {
        public Offsets {
            offsets = Map.copyOf(offsets);
            offsets.forEach((partition, offset) -> {
                if (offset < 0) {
                    throw new IllegalArgumentException("an offset counts from 0; of " + partition + " it is " + offset);
                }
            });
        }
    }
}
