package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import dev.ezcdc.consumer.StartFrom;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/**
 * Sets the group's committed offsets before the consumer joins it. Seeking at each assignment instead would skip or repeat
 * records whenever partitions move between members. Confined to the polling thread.
 */
public final class StartOffsetResolver {

    /** Long enough for the session of a killed member to expire. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(15);

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

    private final ConsumerSettings settings;
    private final StopToken stop;
    private final ConsumerListener listener;

    public StartOffsetResolver(ConsumerSettings settings, StopToken stop, ConsumerListener listener) {
        this.settings = settings;
        this.stop = stop;
        this.listener = listener;
    }

    /**
     * Sets the offsets that {@link ConsumerSettings#startFrom()} requires.
     *
     * @param client has no subscription, before and after
     * @param topicsAreNew whether the topics were just created; then END and timestamps mean their beginning
     * @throws IllegalArgumentException if an explicit offset is for a partition that does not exist
     */
    public void apply(Consumer<?, ?> client, boolean topicsAreNew) {
        StartFrom from = settings.startFrom();
        if (from == StartFrom.COMMITTED_OR_EARLIEST || from == StartFrom.COMMITTED_OR_LATEST) {
            return;
        }
        List<TopicPartition> partitions = client.listTopics().entrySet().stream()
                .filter(topic -> settings.topics().includes(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        findOffsets(client, from, partitions, topicsAreNew)
                .forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        if (!offsets.isEmpty()) {
            commit(client, offsets);
        }
    }

    private Map<TopicPartition, Long> findOffsets(
            Consumer<?, ?> client, StartFrom from, Collection<TopicPartition> partitions, boolean topicsAreNew) {
        if (from instanceof StartFrom.Offsets explicit) {
            explicit.offsets().keySet().stream()
                    .filter(partition -> !partitions.contains(partition))
                    .findFirst()
                    .ifPresent(missing -> {
                        throw new IllegalArgumentException(
                                "start offset for " + missing + ", which is not a partition of " + settings.topics());
                    });
            return explicit.offsets();
        } else if (from == StartFrom.BEGINNING || topicsAreNew) {
            return client.beginningOffsets(partitions);
        }
        Map<TopicPartition, Long> offsets = new HashMap<>(client.endOffsets(partitions));
        if (from instanceof StartFrom.Timestamp timestamp) {
            long millis = timestamp.from().toEpochMilli();
            Map<TopicPartition, Long> timestamps = partitions.stream().collect(Collectors.toMap(p -> p, p -> millis));
            client.offsetsForTimes(timestamps).forEach((partition, found) -> {
                @Nullable OffsetAndTimestamp first = found;
                if (first != null) {
                    offsets.put(partition, first.offset());
                }
            });
        }
        return offsets;
    }

    /** Retries while the group has members, because Kafka then refuses the commit. */
    private void commit(Consumer<?, ?> client, Map<TopicPartition, OffsetAndMetadata> offsets) {
        client.assign(offsets.keySet());
        long deadlineNanos = System.nanoTime() + MAX_WAIT.toNanos();
        boolean reported = false;
        try {
            while (!stop.isRequested()) {
                try {
                    client.commitSync(offsets);
                    return;
                } catch (CommitFailedException | UnknownMemberIdException | RebalanceInProgressException hasMembers) {
                    if (System.nanoTime() >= deadlineNanos) {
                        report(
                                ConsumerNotice.Kind.OFFSETS_KEPT,
                                "group " + settings.groupId() + " has active members, so its offsets cannot be"
                                        + " changed; continuing from its committed offsets");
                        return;
                    }
                    if (!reported) {
                        reported = true;
                        report(
                                ConsumerNotice.Kind.WAITING,
                                "waiting for the members of group " + settings.groupId()
                                        + " to leave, because its offsets can be changed only without members");
                    }
                    stop.await(RETRY_INTERVAL);
                }
            }
        } finally {
            client.unsubscribe();
        }
    }

    private void report(ConsumerNotice.Kind kind, String message) {
        listener.onNotice(new ConsumerNotice(kind, message));
    }
}
