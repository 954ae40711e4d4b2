package dev.ezcdc.consumer.internal.poll;

import dev.ezcdc.consumer.internal.process.KeepAlive;
import dev.ezcdc.consumer.internal.process.PartitionBatch;
import dev.ezcdc.consumer.internal.process.RedeliveryFilters;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Prepares assigned partitions, and commits the handled offsets of revoked ones. Confined to the polling thread: Kafka calls
 * it within polls only.
 */
final class RebalanceListener implements ConsumerRebalanceListener {

    private static final long GRACE_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final OffsetCommitter committer;
    private final @Nullable RedeliveryFilters redeliveries;
    private final KeepAlive keepAlive;
    private List<PartitionBatch> inFlight = List.of();

    RebalanceListener(OffsetCommitter committer, @Nullable RedeliveryFilters redeliveries, KeepAlive keepAlive) {
        this.committer = committer;
        this.redeliveries = redeliveries;
        this.keepAlive = keepAlive;
    }

    /** Sets the batches to cancel if their partitions are revoked. */
    void setInFlight(List<PartitionBatch> batches) {
        inFlight = batches;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        keepAlive.onPartitionsAssigned(partitions);
        if (redeliveries != null) {
            redeliveries.onPartitionsAssigned(partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        cancel(partitions);
        committer.commitNow();
        forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        cancel(partitions);
        forget(partitions);
    }

    /** The next owner starts after the last commit, and so repeats records that do not finish within the grace period. */
    private void cancel(Collection<TopicPartition> partitions) {
        for (PartitionBatch batch : inFlight) {
            if (partitions.contains(batch.partition())) {
                batch.cancel(GRACE_PERIOD_NANOS);
            }
        }
    }

    private void forget(Collection<TopicPartition> partitions) {
        committer.forget(partitions);
        if (redeliveries != null) {
            redeliveries.forget(partitions);
        }
    }
}
