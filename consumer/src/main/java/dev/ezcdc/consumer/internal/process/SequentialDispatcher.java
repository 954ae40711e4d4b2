package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.internal.connect.StopToken;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Handles one record at a time on the polling thread. */
public final class SequentialDispatcher implements Dispatcher {

    private static final Duration MAX_POLL_TIMEOUT = Duration.ofMillis(500);

    private final RecordPipeline pipeline;
    private final RetryingHandler handler;
    private final KeepAlive keepAlive;
    private final StopToken stop;

    public SequentialDispatcher(RecordPipeline pipeline, RetryingHandler handler, KeepAlive keepAlive, StopToken stop) {
        this.pipeline = pipeline;
        this.handler = handler;
        this.keepAlive = keepAlive;
        this.stop = stop;
    }

    @Override
    public void dispatch(List<PartitionBatch> batches, long polledAtNanos, long polledAtMicros) throws Exception {
        for (PartitionBatch batch : batches) {
            int size = batch.records().size();
            int index = 0;
            while (index < size && handle(batch, index, polledAtNanos, polledAtMicros)) {
                index++;
            }
        }
    }

    private boolean handle(PartitionBatch batch, int index, long polledAtNanos, long polledAtMicros) throws Exception {
        if (stop.isRequested() || !batch.start()) {
            return false;
        }
        boolean isFinished = false;
        try {
            ConsumerRecord<byte[], byte[]> kafkaRecord = batch.records().get(index);
            ConsumedRecord received = pipeline.process(batch, index, kafkaRecord, polledAtNanos, polledAtMicros);
            isFinished = received == null || handler.handle(batch, kafkaRecord, received, this::awaitBackoff);
        } finally {
            batch.end(index, isFinished);
        }
        return isFinished;
    }

    /** Polls during the pause. The batch can be cancelled within such a poll, which must not wait for this record. */
    private boolean awaitBackoff(PartitionBatch batch, Duration pause) {
        batch.release();
        long deadlineNanos = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = deadlineNanos - System.nanoTime()) {
            Duration timeout = Duration.ofNanos(left);
            keepAlive.poll(timeout.compareTo(MAX_POLL_TIMEOUT) < 0 ? timeout : MAX_POLL_TIMEOUT);
            if (stop.isRequested() || batch.isCancelled()) {
                break;
            }
        }
        return batch.reacquire() && !stop.isRequested();
    }
}
