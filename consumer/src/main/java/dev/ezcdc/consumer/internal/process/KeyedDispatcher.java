package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.internal.connect.StopToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Handles records on handler threads, while the polling thread polls, so that a slow handler stays in the group. With one
 * thread, the records of a partition are handled in order. With more, records of different keys are handled concurrently and
 * those of one key in order; a record without a key, such as a truncate or a change of a keyless table, is handled alone,
 * because its order relative to all others matters.
 */
public final class KeyedDispatcher implements Dispatcher {

    private static final long SLICE_NANOS = Duration.ofSeconds(1).toNanos();
    /** Enough to keep fast handlers busy. */
    private static final int MAX_IN_FLIGHT_PER_THREAD = 64;

    /** Records that are decoded before they are passed on together. */
    private static final int MAX_HELD = 32;

    /** The longest time that a decoded record waits for others, unless decoding the next one takes longer. */
    private static final long MAX_HELD_NANOS = 100_000;

    private static final long MAX_WAIT_NANOS = Duration.ofMillis(50).toNanos();

    private final RecordPipeline pipeline;
    private final RetryingHandler handler;
    private final KeepAlive keepAlive;
    private final StopToken stop;
    private final List<HandlerThread> workers = new ArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    /** Adapts to the handlers' speed, so that the records in flight finish within about a slice. */
    private int maxInFlight;

    private int heldCount;

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    public KeyedDispatcher(
            int threadCount, RecordPipeline pipeline, RetryingHandler handler, KeepAlive keepAlive, StopToken stop) {
        this.pipeline = pipeline;
        this.handler = handler;
        this.keepAlive = keepAlive;
        this.stop = stop;
        this.maxInFlight = threadCount;
        for (int i = 1; i <= threadCount; i++) {
            String name = "ezcdc-handler-" + i;
            workers.add(new HandlerThread(task -> {
                Thread thread = new Thread(task, name);
                thread.setDaemon(true);
                threads.add(thread);
                return thread;
            }));
        }
    }

    @Override
    public boolean dispatch(List<PartitionBatch> batches, long polledAtNanos, long polledAtMicros) throws Exception {
        InFlightRecords inFlight = new InFlightRecords();
        long endNanos = System.nanoTime() + SLICE_NANOS;
        boolean isDone = true;
        long passedOnNanos = endNanos - SLICE_NANOS;
        try {
            for (PartitionBatch batch : batches) {
                while (batch.hasNext() && !batch.isCancelled() && !isStopping()) {
                    long nowNanos = System.nanoTime();
                    if (nowNanos - endNanos > 0) {
                        isDone = false;
                        break;
                    }
                    if (nowNanos - passedOnNanos > MAX_HELD_NANOS) {
                        passOn(inFlight);
                        passedOnNanos = nowNanos;
                    }
                    submit(batch, batch.next(), polledAtNanos, polledAtMicros, inFlight);
                }
            }
        } finally {
            passOn(inFlight);
            drain(inFlight);
        }
        rethrowFailure();
        return isDone;
    }

    /** Waits until no record is in flight, and allows fewer or more of them by the time that it takes. */
    private void drain(InFlightRecords inFlight) {
        long startNanos = System.nanoTime();
        await(inFlight, 0);
        maxInFlight = System.nanoTime() - startNanos > SLICE_NANOS
                ? Math.max(workers.size(), maxInFlight / 2)
                : Math.min(workers.size() * MAX_IN_FLIGHT_PER_THREAD, maxInFlight * 2);
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
        boolean isAlone = kafkaRecord.key() == null && workers.size() > 1;
        if (isAlone) {
            passOn(inFlight);
            await(inFlight, 0);
        } else if (inFlight.count() + heldCount >= maxInFlight) {
            passOn(inFlight);
            await(inFlight, maxInFlight / 2);
        }
        workerFor(kafkaRecord).hold(() -> {
            try {
                handle(batch, index, kafkaRecord, received);
            } finally {
                inFlight.remove();
            }
        });
        heldCount++;
        if (isAlone) {
            passOn(inFlight);
            await(inFlight, 0);
        } else if (heldCount >= MAX_HELD) {
            passOn(inFlight);
        }
    }

    /** Passes the held records on to the handler threads: waking a thread for each record costs more than most handlers. */
    private void passOn(InFlightRecords inFlight) {
        if (heldCount > 0) {
            inFlight.add(heldCount);
            heldCount = 0;
            workers.forEach(HandlerThread::passOn);
        }
    }

    private HandlerThread workerFor(ConsumerRecord<byte[], byte[]> kafkaRecord) {
        if (workers.size() == 1) {
            return workers.get(0);
        }
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
        batch.release();
        long deadlineNanos = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos();
                left > 0 && !isStopping() && !batch.isCancelled();
                left = deadlineNanos - System.nanoTime()) {
            stop.await(Duration.ofNanos(Math.min(left, MAX_WAIT_NANOS)));
        }
        return batch.reacquire() && !isStopping();
    }

    /**
     * Waits until at most this many records are in flight, and polls from time to time to stay in the group. After a Kafka
     * failure it waits without polling, because nothing may be flushed while a handler runs, and then throws the failure.
     */
    private void await(InFlightRecords inFlight, int max) {
        boolean interrupted = false;
        KafkaException kafkaFailure = null;
        boolean isWaiting = true;
        while (isWaiting) {
            try {
                isWaiting = !inFlight.awaitAtMost(max, keepAlive.intervalNanos());
                if (isWaiting && !stop.isRequested() && kafkaFailure == null) {
                    keepAlive.poll(Duration.ZERO);
                }
            } catch (WakeupException stopping) {
                isWaiting = true; // the records in flight are still finished
            } catch (InterruptedException | InterruptException interrupt) {
                interrupted = true;
                stop.request();
                threads.forEach(Thread::interrupt);
            } catch (KafkaException failed) {
                kafkaFailure = failed;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptException("interrupted while records were in flight");
        }
        if (kafkaFailure != null) {
            throw kafkaFailure;
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
        workers.forEach(HandlerThread::close);
    }
}
