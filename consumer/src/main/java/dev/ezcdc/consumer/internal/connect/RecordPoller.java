package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Polls a client with {@code auto.offset.reset=none}, and sets the positions that Kafka would otherwise reset silently: those
 * of partitions without a committed offset, and those whose records were deleted before they were read. Confined to the
 * polling thread.
 */
public final class RecordPoller {

    private final Consumer<byte[], byte[]> client;
    private final boolean startsAtEnd;
    private final StatusTracker status;
    private final ConsumerListener listener;

    /** @param startsAtEnd whether partitions without a committed offset start at their end */
    public RecordPoller(
            Consumer<byte[], byte[]> client, boolean startsAtEnd, StatusTracker status, ConsumerListener listener) {
        this.client = client;
        this.startsAtEnd = startsAtEnd;
        this.status = status;
        this.listener = listener;
    }

    /** Polls once. Returns no records after it has set positions. */
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            return client.poll(timeout);
        } catch (NoOffsetForPartitionException noOffsets) {
            if (startsAtEnd) {
                client.seekToEnd(noOffsets.partitions());
            } else {
                client.seekToBeginning(noOffsets.partitions());
            }
        } catch (LogTruncationException truncated) {
            Map<TopicPartition, Long> positions = new HashMap<>(truncated.offsetOutOfRangePartitions());
            truncated.divergentOffsets().forEach((partition, divergent) -> {
                reportReset(partition, positions.getOrDefault(partition, 0L), divergent.offset());
                client.seek(partition, divergent);
                positions.remove(partition);
            });
            seekToOldest(positions);
        } catch (OffsetOutOfRangeException outOfRange) {
            seekToOldest(outOfRange.offsetOutOfRangePartitions());
        }
        return ConsumerRecords.empty();
    }

    private void seekToOldest(Map<TopicPartition, Long> positions) {
        Map<TopicPartition, Long> oldest;
        try {
            oldest = client.beginningOffsets(positions.keySet());
        } catch (TimeoutException notResponding) {
            return; // the next poll finds the same positions
        }
        oldest.forEach((partition, offset) -> {
            long position = positions.getOrDefault(partition, 0L);
            if (position < offset) {
                status.addLostRecords(offset - position);
                listener.onRecordsLost(partition, position, offset);
                report(
                        ConsumerNotice.Kind.RECORDS_LOST,
                        "lost up to " + (offset - position) + " records of " + partition + ", offsets " + position
                                + " to "
                                + (offset - 1) + ": Kafka deleted them before they were read. Increase retention.ms or"
                                + " retention.bytes of the topic, or consume faster.");
            } else {
                reportReset(partition, position, offset);
            }
            client.seek(partition, offset);
        });
    }

    private void reportReset(TopicPartition partition, long position, long newPosition) {
        report(
                ConsumerNotice.Kind.POSITION_RESET,
                "offset " + position + " of " + partition
                        + " does not exist: the topic was created again or lost its last"
                        + " records. Reading it from offset " + newPosition + ".");
    }

    private void report(ConsumerNotice.Kind kind, String message) {
        listener.onNotice(new ConsumerNotice(kind, message));
    }
}
