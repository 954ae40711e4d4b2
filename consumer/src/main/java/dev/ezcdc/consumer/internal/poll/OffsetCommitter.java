package dev.ezcdc.consumer.internal.poll;

import dev.ezcdc.consumer.CommitPolicy;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;

/** Commits the offsets of handled records, and no others. Confined to the polling thread, including Kafka's callbacks. */
final class OffsetCommitter {

    private static final Duration FINAL_COMMIT_TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<?, ?> client;
    private final long intervalNanos;
    private final ConsumerListener listener;
    private final Map<TopicPartition, OffsetAndMetadata> handled = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private boolean isCommitting;
    /** True after a background commit failed, so that each outage is reported once. */
    private boolean hasFailed;

    private long lastCommitNanos;

    OffsetCommitter(Consumer<?, ?> client, CommitPolicy policy, ConsumerListener listener) {
        this.client = client;
        this.intervalNanos = policy.interval().toNanos();
        this.listener = listener;
        this.lastCommitNanos = System.nanoTime() - intervalNanos;
    }

    /** Marks all records before these offsets as handled. */
    void markHandled(Map<TopicPartition, OffsetAndMetadata> nextOffsets) {
        handled.putAll(nextOffsets);
    }

    /** Commits in the background if the interval has passed. The next commit includes the offsets of a failed one. */
    void commitIfDue() {
        if (isCommitting || System.nanoTime() - lastCommitNanos < intervalNanos) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> due = uncommittedOffsets();
        if (due.isEmpty()) {
            return;
        }
        isCommitting = true;
        lastCommitNanos = System.nanoTime();
        client.commitAsync(due, (offsets, failure) -> {
            isCommitting = false;
            if (failure == null) {
                committed.putAll(offsets);
                hasFailed = false;
            } else if (!(failure instanceof RebalanceInProgressException)) {
                // After a rebalance the next commit succeeds, or the partition has another owner.
                reportFailure(offsets.keySet(), failure);
            }
        });
    }

    private void reportFailure(Set<TopicPartition> partitions, Exception failure) {
        if (!hasFailed) {
            listener.onNotice(new ConsumerNotice(
                    ConsumerNotice.Kind.COMMIT_FAILED,
                    "cannot commit offsets of " + partitions + ", trying again with the next commit: "
                            + failure.getMessage()));
        }
        hasFailed = true;
    }

    /** Commits and waits for the result. Reports a failure or timeout. */
    void commitNow() {
        Map<TopicPartition, OffsetAndMetadata> due = uncommittedOffsets();
        if (due.isEmpty()) {
            return;
        }
        try {
            commitSync(due);
            committed.putAll(due);
        } catch (KafkaException failure) {
            listener.onNotice(new ConsumerNotice(
                    ConsumerNotice.Kind.COMMIT_FAILED,
                    "cannot commit the last handled offsets of " + due.keySet()
                            + ", so their records will be delivered again: " + failure.getMessage()));
        }
    }

    private void commitSync(Map<TopicPartition, OffsetAndMetadata> due) {
        try {
            client.commitSync(due, FINAL_COMMIT_TIMEOUT);
        } catch (WakeupException stopping) {
            // The stop request was meant for a poll that has already returned. The wakeup is now consumed.
            client.commitSync(due, FINAL_COMMIT_TIMEOUT);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> uncommittedOffsets() {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>(handled);
        due.entrySet().removeAll(committed.entrySet());
        return due;
    }

    /** Forgets partitions that were revoked. */
    void forget(Collection<TopicPartition> partitions) {
        handled.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
    }
}
