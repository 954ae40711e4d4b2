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

/** Takes partitions and gives them back, with what was handled committed. Called within polls only. */
public final class RebalanceListener implements ConsumerRebalanceListener {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final OffsetCommitter commits;
    private final @Nullable RedeliveryFilters redeliveries;
    private final KeepAlive keepAlive;
    private List<PartitionBatch> inHand = List.of();

    public RebalanceListener(OffsetCommitter commits, @Nullable RedeliveryFilters redeliveries, KeepAlive keepAlive) {
        this.commits = commits;
        this.redeliveries = redeliveries;
        this.keepAlive = keepAlive;
    }

    /** What is being worked on from now on, polls for the sake of the membership in between. */
    void inHand(List<PartitionBatch> batch) {
        inHand = batch;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        keepAlive.assigned(partitions);
        if (redeliveries != null) {
            redeliveries.assigned(partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        cancel(partitions);
        commits.commitNow();
        forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        cancel(partitions);
        forget(partitions);
    }

    /** The next owner begins behind the last commit: with what is in hand, if that is not finished by now. */
    private void cancel(Collection<TopicPartition> partitions) {
        for (PartitionBatch progress : inHand) {
            if (partitions.contains(progress.partition())) {
                progress.cancel(PATIENCE_NANOS);
            }
        }
    }

    private void forget(Collection<TopicPartition> partitions) {
        commits.forget(partitions);
        if (redeliveries != null) {
            redeliveries.forget(partitions);
        }
    }
}
