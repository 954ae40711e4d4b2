package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.internal.connect.StopToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Handles records of different keys concurrently and those of one key in order. A record without a key, such as a truncate
 * or a change of a keyless table, is handled alone, because its order relative to all others matters.
 */
public final class KeyedDispatcher implements Dispatcher {

    private static final long KEEP_ALIVE_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long MAX_WAIT_NANOS = Duration.ofMillis(50).toNanos();

    private final RecordPipeline pipeline;
    private final RetryingHandler handler;
    private final KeepAlive keepAlive;
    private final StopToken stop;
    private final List<ExecutorService> workers = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    public KeyedDispatcher(
            int threads, RecordPipeline pipeline, RetryingHandler handler, KeepAlive keepAlive, StopToken stop) {
        this.pipeline = pipeline;
        this.handler = handler;
        this.keepAlive = keepAlive;
        this.stop = stop;
        for (int i = 1; i <= threads; i++) {
            String name = "ezcdc-handler-" + i;
            workers.add(Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, name);
                thread.setDaemon(true);
                return thread;
            }));
        }
    }

    @Override
    public void dispatch(List<PartitionBatch> batches, long polledAtNanos, long polledAtMicros) throws Exception {
        InFlightRecords inFlight = new InFlightRecords();
        try {
            for (PartitionBatch batch : batches) {
                for (int index = 0; index < batch.records().size() && !isStopping(); index++) {
                    submit(batch, index, polledAtNanos, polledAtMicros, inFlight);
                }
            }
        } finally {
            awaitNone(inFlight);
        }
        rethrowFailure();
    }

    private void submit(
            PartitionBatch batch, int index, long polledAtNanos, long polledAtMicros, InFlightRecords inFlight)
            throws Exception {
        ConsumerRecord<byte[], byte[]> kafkaRecord = batch.records().get(index);
        ConsumedRecord received = pipeline.process(batch, index, kafkaRecord, polledAtNanos, polledAtMicros);
        if (received == null) {
            batch.skip(index);
            return;
        }
        boolean isAlone = kafkaRecord.key() == null;
        if (isAlone) {
            awaitNone(inFlight);
        }
        inFlight.add();
        workerFor(kafkaRecord).execute(() -> {
            try {
                handle(batch, index, kafkaRecord, received);
            } finally {
                inFlight.remove();
            }
        });
        if (isAlone) {
            awaitNone(inFlight);
        }
    }

    private ExecutorService workerFor(ConsumerRecord<byte[], byte[]> kafkaRecord) {
        int hash = 31 * kafkaRecord.topic().hashCode() + Arrays.hashCode(kafkaRecord.key());
        return workers.get(Math.floorMod(hash ^ hash >>> 16, workers.size()));
    }

    private void handle(
            PartitionBatch batch, int index, ConsumerRecord<byte[], byte[]> kafkaRecord, ConsumedRecord received) {
        if (isStopping() || !batch.start()) {
            return;
        }
        boolean isFinished = false;
        try {
            isFinished = handler.handle(batch, kafkaRecord, received, this::awaitBackoff);
        } catch (Throwable thrown) { // rethrown by the polling thread
            failure.compareAndSet(null, thrown);
        } finally {
            batch.end(index, isFinished);
        }
    }

    private boolean isStopping() {
        return stop.isRequested() || failure.get() != null;
    }

    private boolean awaitBackoff(PartitionBatch batch, Duration pause) {
        long deadlineNanos = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos();
                left > 0 && !isStopping() && !batch.isCancelled();
                left = deadlineNanos - System.nanoTime()) {
            stop.await(Duration.ofNanos(Math.min(left, MAX_WAIT_NANOS)));
        }
        return !isStopping() && !batch.isCancelled();
    }

    /** Waits until no record is in flight, and polls from time to time to stay in the group. */
    private void awaitNone(InFlightRecords inFlight) {
        boolean interrupted = false;
        boolean isWaiting = true;
        while (isWaiting) {
            try {
                isWaiting = !inFlight.awaitNone(KEEP_ALIVE_INTERVAL_NANOS);
                if (isWaiting && !stop.isRequested()) {
                    keepAlive.poll(Duration.ZERO);
                }
            } catch (WakeupException stopping) {
                isWaiting = true; // the records in flight are still finished
            } catch (InterruptedException | InterruptException interrupt) {
                interrupted = true;
                stop.request();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptException("interrupted while records were in flight");
        }
    }

    private void rethrowFailure() throws Exception {
        Throwable thrown = failure.get();
        if (thrown instanceof Exception exception) {
            throw exception;
        } else if (thrown instanceof Error error) {
            throw error;
        }
    }

    @Override
    public void close() {
        workers.forEach(ExecutorService::shutdownNow);
    }
}
