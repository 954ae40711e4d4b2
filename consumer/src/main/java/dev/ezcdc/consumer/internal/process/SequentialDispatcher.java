package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.internal.connect.StopToken;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One record after the other, on the polling thread. */
public final class SequentialDispatcher implements Dispatcher {

    private static final Duration LONGEST_POLL = Duration.ofMillis(500);

    private final RecordPipeline intake;
    private final RetryingHandler attempts;
    private final KeepAlive keepAlive;
    private final StopToken stop;

    public SequentialDispatcher(RecordPipeline intake, RetryingHandler attempts, KeepAlive keepAlive, StopToken stop) {
        this.intake = intake;
        this.attempts = attempts;
        this.keepAlive = keepAlive;
        this.stop = stop;
    }

    @Override
    public void handle(List<PartitionBatch> batch, long polledAtNanos, long polledAtMicros) throws Exception {
        for (PartitionBatch progress : batch) {
            List<ConsumerRecord<byte[], byte[]>> records = progress.records();
            int index = 0;
            while (index < records.size() && handle(progress, index, polledAtNanos, polledAtMicros)) {
                index++;
            }
        }
    }

    private boolean handle(PartitionBatch progress, int index, long polledAtNanos, long polledAtMicros)
            throws Exception {
        if (stop.requested() || !progress.begin()) {
            return false;
        }
        boolean done = false;
        try {
            ConsumerRecord<byte[], byte[]> bytes = progress.records().get(index);
            ConsumedRecord received = intake.take(progress, index, bytes, polledAtNanos, polledAtMicros);
            done = received == null || attempts.handle(progress, bytes, received, this::backOff);
        } finally {
            progress.end(index, done);
        }
        return done;
    }

    /** Polls meanwhile. A cancellation comes from within such a poll, and must not wait for the record in hand. */
    private boolean backOff(PartitionBatch progress, Duration pause) {
        progress.layDown();
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
            Duration wait = Duration.ofNanos(left);
            keepAlive.poll(wait.compareTo(LONGEST_POLL) < 0 ? wait : LONGEST_POLL);
            if (stop.requested() || progress.cancelled()) {
                break;
            }
        }
        return progress.takeUp() && !stop.requested();
    }
}
