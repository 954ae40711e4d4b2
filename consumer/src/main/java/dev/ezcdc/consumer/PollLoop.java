package dev.ezcdc.consumer;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** The way of a record: poll bytes, decode, handle, commit. */
final class PollLoop {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecordDecoder decoder;
    private final ChangeHandler handler;
    private final Commits commits;
    private final Availability availability;
    private final StopSwitch stop;

    PollLoop(
            KafkaConsumer<byte[], byte[]> consumer,
            RecordDecoder decoder,
            ChangeHandler handler,
            Commits commits,
            Availability availability,
            StopSwitch stop) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.handler = handler;
        this.commits = commits;
        this.availability = availability;
        this.stop = stop;
    }

    /** Until a stop is requested, or something fails; what was handled is then committed. */
    void run() throws Exception {
        try {
            while (!stop.requested()) {
                ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
                if (batch.isEmpty()) {
                    availability.nothingCame(consumer);
                } else {
                    availability.recordsCame();
                    handle(batch, System.nanoTime(), wallMicros());
                }
                commits.commitIfDue();
            }
        } catch (InterruptException interrupt) {
            // Cleared for now, since the last commit and leaving the group have to wait for Kafka.
            Thread.interrupted();
            throw interrupt;
        } finally {
            commits.commitNow();
        }
    }

    private void handle(ConsumerRecords<byte[], byte[]> batch, long polledAtNanos, long polledAtMicros)
            throws Exception {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        try {
            for (TopicPartition partition : batch.partitions()) {
                handle(partition, batch.records(partition), polledAtNanos, polledAtMicros, next);
            }
        } catch (Exception failure) {
            // What came before it is done, and counts.
            try {
                settle(next);
            } catch (Exception another) {
                failure.addSuppressed(another);
            }
            throw failure;
        }
        settle(next);
    }

    private void handle(
            TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records,
            long polledAtNanos,
            long polledAtMicros,
            Map<TopicPartition, OffsetAndMetadata> next)
            throws Exception {
        ConsumerRecord<byte[], byte[]> last = null;
        try {
            for (ConsumerRecord<byte[], byte[]> bytes : records) {
                if (stop.requested()) {
                    return;
                }
                ReceivedRecord received = decoder.decode(bytes, polledAtNanos, polledAtMicros);
                if (received != null) {
                    handler.handle(received);
                }
                last = bytes;
            }
        } finally {
            if (last != null) {
                next.put(partition, new OffsetAndMetadata(last.offset() + 1, last.leaderEpoch(), ""));
            }
        }
    }

    /** Everything about the handled records is made safe first, and only then may their offsets be committed. */
    private void settle(Map<TopicPartition, OffsetAndMetadata> next) throws Exception {
        decoder.flush();
        handler.afterBatch();
        commits.handled(next);
    }

    private static long wallMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
