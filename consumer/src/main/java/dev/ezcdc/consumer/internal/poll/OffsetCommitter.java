package dev.ezcdc.consumer.internal.poll;

import dev.ezcdc.consumer.CommitPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The offsets of handled records, and which of them Kafka has. Only what was {@link #handled} is ever committed. Used by
 * the polling thread alone, callbacks included.
 */
public final class OffsetCommitter {

    private static final Duration LAST_COMMIT_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaConsumer<?, ?> consumer;
    private final long intervalNanos;
    private final Consumer<String> notices;
    private final Map<TopicPartition, OffsetAndMetadata> handled = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private boolean underWay;
    private long lastNanos;

    public OffsetCommitter(KafkaConsumer<?, ?> consumer, CommitPolicy policy, Consumer<String> notices) {
        this.consumer = consumer;
        this.intervalNanos = policy.interval().toNanos();
        this.notices = notices;
        this.lastNanos = System.nanoTime() - intervalNanos;
    }

    /** All records before these offsets have been handled. */
    void handled(Map<TopicPartition, OffsetAndMetadata> next) {
        handled.putAll(next);
    }

    /** Commits in the background if it is time; one that fails is made good by the next. */
    void commitIfDue() {
        if (underWay || System.nanoTime() - lastNanos < intervalNanos) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> due = uncommitted();
        if (due.isEmpty()) {
            return;
        }
        underWay = true;
        lastNanos = System.nanoTime();
        consumer.commitAsync(due, (offsets, failure) -> {
            underWay = false;
            if (failure == null) {
                committed.putAll(offsets);
            }
        });
    }

    /** Commits and waits for it; if it can't be had in some seconds, says so. */
    void commitNow() {
        Map<TopicPartition, OffsetAndMetadata> due = uncommitted();
        if (due.isEmpty()) {
            return;
        }
        try {
            commitSync(due);
            committed.putAll(due);
        } catch (KafkaException failure) {
            notices.accept("the offsets of the last handled records could not be committed, so these will come again: "
                    + due.keySet() + ": " + failure.getMessage());
        }
    }

    private void commitSync(Map<TopicPartition, OffsetAndMetadata> due) {
        try {
            consumer.commitSync(due, LAST_COMMIT_TIMEOUT);
        } catch (WakeupException stopping) {
            // stop() meant a waiting poll, which is over; the wake-up is used up now.
            consumer.commitSync(due, LAST_COMMIT_TIMEOUT);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> uncommitted() {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>(handled);
        due.entrySet().removeAll(committed.entrySet());
        return due;
    }

    /** These partitions are another consumer's from now on. */
    void forget(Collection<TopicPartition> partitions) {
        handled.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
    }
}
