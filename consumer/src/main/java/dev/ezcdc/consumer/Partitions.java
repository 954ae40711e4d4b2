package dev.ezcdc.consumer;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Takes partitions and gives them back, with what was handled committed. Called within polls only. */
final class Partitions implements ConsumerRebalanceListener {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Commits commits;
    private final @Nullable Redeliveries redeliveries;
    private final KeepAlive keepAlive;
    private List<Progress> inHand = List.of();

    Partitions(Commits commits, @Nullable Redeliveries redeliveries, KeepAlive keepAlive) {
        this.commits = commits;
        this.redeliveries = redeliveries;
        this.keepAlive = keepAlive;
    }

    /** What is being worked on from now on, polls for the sake of the membership in between. */
    void inHand(List<Progress> batch) {
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
        for (Progress progress : inHand) {
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
