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
 * Records of different keys side by side, those of one key in their order, one poll's after another's. A record without a
 * key (a truncate, or any of a keyless table) has no others beside it, since its order to all of them counts.
 */
public final class KeyedDispatcher implements Dispatcher {

    private static final long BETWEEN_POLLS_NANOS = Duration.ofSeconds(1).toNanos();

    private final RecordPipeline intake;
    private final RetryingHandler attempts;
    private final KeepAlive keepAlive;
    private final StopToken stop;
    private final List<ExecutorService> lanes = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    public KeyedDispatcher(
            int threads, RecordPipeline intake, RetryingHandler attempts, KeepAlive keepAlive, StopToken stop) {
        this.intake = intake;
        this.attempts = attempts;
        this.keepAlive = keepAlive;
        this.stop = stop;
        for (int i = 1; i <= threads; i++) {
            String name = "ezcdc-handler-" + i;
            lanes.add(Executors.newSingleThreadExecutor(work -> {
                Thread thread = new Thread(work, name);
                thread.setDaemon(true);
                return thread;
            }));
        }
    }

    @Override
    public void handle(List<PartitionBatch> batch, long polledAtNanos, long polledAtMicros) throws Exception {
        InFlightRecords open = new InFlightRecords();
        try {
            for (PartitionBatch progress : batch) {
                for (int index = 0; index < progress.records().size() && !over(); index++) {
                    start(progress, index, polledAtNanos, polledAtMicros, open);
                }
            }
        } finally {
            await(open);
        }
        rethrow();
    }

    private void start(
            PartitionBatch progress, int index, long polledAtNanos, long polledAtMicros, InFlightRecords open)
            throws Exception {
        ConsumerRecord<byte[], byte[]> bytes = progress.records().get(index);
        ConsumedRecord received = intake.take(progress, index, bytes, polledAtNanos, polledAtMicros);
        if (received == null) {
            progress.skip(index);
            return;
        }
        boolean alone = bytes.key() == null;
        if (alone) {
            await(open);
        }
        open.begin();
        lane(bytes).execute(() -> {
            try {
                handle(progress, index, bytes, received);
            } finally {
                open.end();
            }
        });
        if (alone) {
            await(open);
        }
    }

    private ExecutorService lane(ConsumerRecord<byte[], byte[]> bytes) {
        int hash = 31 * bytes.topic().hashCode() + Arrays.hashCode(bytes.key());
        return lanes.get(Math.floorMod(hash ^ hash >>> 16, lanes.size()));
    }

    private void handle(
            PartitionBatch progress, int index, ConsumerRecord<byte[], byte[]> bytes, ConsumedRecord received) {
        if (over() || !progress.begin()) {
            return;
        }
        boolean done = false;
        try {
            done = attempts.handle(progress, bytes, received, this::backOff);
        } catch (Throwable thrown) { // rethrown by the polling thread
            failure.compareAndSet(null, thrown);
        } finally {
            progress.end(index, done);
        }
    }

    private boolean over() {
        return stop.requested() || failure.get() != null;
    }

    private boolean backOff(PartitionBatch progress, Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos();
                left > 0 && !over() && !progress.cancelled();
                left = end - System.nanoTime()) {
            stop.await(Duration.ofNanos(Math.min(left, 50_000_000)));
        }
        return !over() && !progress.cancelled();
    }

    /** Until all that was started is done; the group hears of us meanwhile. */
    private void await(InFlightRecords open) {
        boolean interrupted = false;
        boolean working = true;
        while (working) {
            try {
                working = !open.awaitNone(BETWEEN_POLLS_NANOS);
                if (working && !stop.requested()) {
                    keepAlive.poll(Duration.ZERO);
                }
            } catch (WakeupException stopping) {
                working = true; // what is in hand is still finished
            } catch (InterruptedException | InterruptException interrupt) {
                interrupted = true;
                stop.request();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptException("interrupted while records were being handled");
        }
    }

    private void rethrow() throws Exception {
        Throwable thrown = failure.get();
        if (thrown instanceof Exception exception) {
            throw exception;
        } else if (thrown instanceof Error error) {
            throw error;
        }
    }

    @Override
    public void close() {
        lanes.forEach(ExecutorService::shutdownNow);
    }
}
