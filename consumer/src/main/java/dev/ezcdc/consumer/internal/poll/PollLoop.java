package dev.ezcdc.consumer.internal.poll;

import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumerException;
import dev.ezcdc.consumer.deadletter.DeadLetterSink;
import dev.ezcdc.consumer.internal.connect.BrokerReadiness;
import dev.ezcdc.consumer.internal.connect.Failures;
import dev.ezcdc.consumer.internal.connect.RecordPoller;
import dev.ezcdc.consumer.internal.connect.StopToken;
import dev.ezcdc.consumer.internal.process.Dispatcher;
import dev.ezcdc.consumer.internal.process.KeepAlive;
import dev.ezcdc.consumer.internal.process.PartitionBatch;
import dev.ezcdc.consumer.internal.process.RedeliveryFilters;
import dev.ezcdc.consumer.internal.process.UnmatchedNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Polls records, dispatches them, and commits their offsets. Confined to the polling thread. */
final class PollLoop {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> client;
    private final RecordPoller poller;
    private final Dispatcher dispatcher;
    private final RebalanceListener rebalanceListener;
    private final @Nullable RedeliveryFilters redeliveries;
    private final DeadLetterSink deadLetters;
    private final ChangeHandler handler;
    private final OffsetCommitter committer;
    private final BrokerReadiness readiness;
    private final UnmatchedNames unmatchedNames;
    private final KeepAlive keepAlive;
    private final StopToken stop;

    PollLoop(
            Consumer<byte[], byte[]> client,
            RecordPoller poller,
            Dispatcher dispatcher,
            RebalanceListener rebalanceListener,
            @Nullable RedeliveryFilters redeliveries,
            DeadLetterSink deadLetters,
            ChangeHandler handler,
            OffsetCommitter committer,
            BrokerReadiness readiness,
            UnmatchedNames unmatchedNames,
            KeepAlive keepAlive,
            StopToken stop) {
        this.client = client;
        this.poller = poller;
        this.dispatcher = dispatcher;
        this.rebalanceListener = rebalanceListener;
        this.redeliveries = redeliveries;
        this.deadLetters = deadLetters;
        this.handler = handler;
        this.committer = committer;
        this.readiness = readiness;
        this.unmatchedNames = unmatchedNames;
        this.keepAlive = keepAlive;
        this.stop = stop;
    }

    /** Runs until a stop is requested or something fails. In both cases, handled offsets are committed at the end. */
    void run() throws Exception {
        try {
            while (!stop.isRequested()) {
                ConsumerRecords<byte[], byte[]> records = poller.poll(POLL_TIMEOUT);
                if (records.isEmpty()) {
                    readiness.onEmptyPoll(client);
                    unmatchedNames.onEmptyPoll();
                } else {
                    readiness.onRecords();
                    handle(records, System.nanoTime(), wallClockMicros());
                }
                committer.commitIfDue();
            }
        } catch (InterruptException interrupt) {
            // Clears the flag, because the last commit and leaving the group must wait for Kafka.
            Thread.interrupted();
            throw interrupt;
        } finally {
            committer.commitNow();
            unmatchedNames.report();
        }
    }

    private void handle(ConsumerRecords<byte[], byte[]> records, long polledAtNanos, long polledAtMicros)
            throws Exception {
        List<PartitionBatch> batches = records.partitions().stream()
                .map(partition -> new PartitionBatch(partition, records.records(partition), redeliveries != null))
                .toList();
        rebalanceListener.setInFlight(batches);
        boolean isFinishing = false;
        try {
            while (!dispatcher.dispatch(batches, polledAtNanos, polledAtMicros)) {
                // A slow handler: commit the finished records and stay in the group.
                isFinishing = true;
                finish(batches);
                isFinishing = false;
                committer.commitIfDue();
                keepAlive.poll(Duration.ZERO);
            }
        } catch (Exception | Error failure) {
            // Earlier records are finished and count as handled, unless their flush failed: a second one may do
            // nothing.
            if (!isFinishing && !Failures.isFatal(failure)) {
                try {
                    finish(batches);
                } catch (Exception | Error another) {
                    failure.addSuppressed(another);
                }
            }
            throw failure;
        } finally {
            rebalanceListener.setInFlight(List.of());
        }
        finish(batches);
    }

    /** Flushes everything that depends on the handled records; only then may their offsets be committed. */
    private void finish(List<PartitionBatch> batches) throws IOException, InterruptedException {
        deadLetters.flush();
        flushHandler();
        Map<TopicPartition, OffsetAndMetadata> nextOffsets = new HashMap<>();
        for (PartitionBatch batch : batches) {
            ConsumerRecord<byte[], byte[]> last = batch.lastFinished();
            if (last != null) {
                String state = "";
                if (redeliveries != null) {
                    batch.forEachFinishedChange(change -> redeliveries.markFinished(batch.partition(), change));
                    state = redeliveries.state(batch.partition());
                }
                nextOffsets.put(batch.partition(), new OffsetAndMetadata(last.offset() + 1, last.leaderEpoch(), state));
            }
        }
        committer.markHandled(nextOffsets);
    }

    private void flushHandler() throws InterruptedException {
        try {
            handler.flush();
        } catch (InterruptedException | InterruptException interrupt) {
            throw interrupt;
        } catch (Exception | Error failure) {
            Failures.throwIfFatal(failure);
            throw new ConsumerException(
                    "handler failed to flush: " + failure.getClass().getName(), failure);
        }
    }

    private static long wallClockMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
