package dev.ezcdc.consumer.internal.poll;

import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.deadletter.DeadLetterSink;
import dev.ezcdc.consumer.internal.connect.BrokerReadiness;
import dev.ezcdc.consumer.internal.connect.StopToken;
import dev.ezcdc.consumer.internal.process.Dispatcher;
import dev.ezcdc.consumer.internal.process.PartitionBatch;
import dev.ezcdc.consumer.internal.process.RedeliveryFilters;
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
import org.jspecify.annotations.Nullable;

/** The way of a record: poll bytes, hand them on to be decoded and handled, commit. */
public final class PollLoop {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Dispatcher dispatch;
    private final RebalanceListener partitions;
    private final @Nullable RedeliveryFilters redeliveries;
    private final DeadLetterSink deadLetters;
    private final ChangeHandler handler;
    private final OffsetCommitter commits;
    private final BrokerReadiness availability;
    private final StopToken stop;

    public PollLoop(
            KafkaConsumer<byte[], byte[]> consumer,
            Dispatcher dispatch,
            RebalanceListener partitions,
            @Nullable RedeliveryFilters redeliveries,
            DeadLetterSink deadLetters,
            ChangeHandler handler,
            OffsetCommitter commits,
            BrokerReadiness availability,
            StopToken stop) {
        this.consumer = consumer;
        this.dispatch = dispatch;
        this.partitions = partitions;
        this.redeliveries = redeliveries;
        this.deadLetters = deadLetters;
        this.handler = handler;
        this.commits = commits;
        this.availability = availability;
        this.stop = stop;
    }

    /** Until a stop is requested, or something fails; what was handled is then committed. */
    public void run() throws Exception {
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

    private void handle(ConsumerRecords<byte[], byte[]> records, long polledAtNanos, long polledAtMicros)
            throws Exception {
        List<PartitionBatch> batch = records.partitions().stream()
                .map(partition -> new PartitionBatch(partition, records.records(partition), redeliveries != null))
                .toList();
        partitions.inHand(batch);
        try {
            dispatch.handle(batch, polledAtNanos, polledAtMicros);
        } catch (Exception failure) {
            // What came before it is done, and counts.
            try {
                settle(batch);
            } catch (Exception another) {
                failure.addSuppressed(another);
            }
            throw failure;
        } finally {
            partitions.inHand(List.of());
        }
        settle(batch);
    }

    /** Everything about the handled records is made safe first, and only then may their offsets be committed. */
    private void settle(List<PartitionBatch> batch) throws Exception {
        deadLetters.flush();
        handler.flush();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (PartitionBatch progress : batch) {
            ConsumerRecord<byte[], byte[]> last = progress.lastFinished();
            if (last != null) {
                String state = "";
                if (redeliveries != null) {
                    progress.finishedChanges(change -> redeliveries.done(progress.partition(), change));
                    state = redeliveries.state(progress.partition());
                }
                next.put(progress.partition(), new OffsetAndMetadata(last.offset() + 1, last.leaderEpoch(), state));
            }
        }
        commits.handled(next);
    }

    private static long wallMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
