package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.ConsumerSettings;
import dev.ezcdc.consumer.StartFrom;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/**
 * Sets the group's offsets before it is joined. Seeking at each assignment instead would skip or repeat records whenever
 * partitions change hands.
 */
public final class StartOffsetResolver {

    /** As long as a member that was killed can still count as one. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private final ConsumerSettings settings;
    private final StopToken stop;
    private final Consumer<String> notices;

    public StartOffsetResolver(ConsumerSettings settings, StopToken stop, Consumer<String> notices) {
        this.settings = settings;
        this.stop = stop;
        this.notices = notices;
    }

    /**
     * With a client that has no subscription yet, and has none afterwards.
     *
     * @param allNew whether the topics were only just made, so that their end is where reading must not start
     */
    public void set(KafkaConsumer<?, ?> client, boolean allNew) {
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
        offsets(client, from, partitions, allNew)
                .forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        if (!offsets.isEmpty()) {
            commit(client, offsets);
        }
    }

    private Map<TopicPartition, Long> offsets(
            KafkaConsumer<?, ?> client, StartFrom from, Collection<TopicPartition> partitions, boolean allNew) {
        if (from instanceof StartFrom.Offsets given) {
            given.offsets().keySet().stream()
                    .filter(partition -> !partitions.contains(partition))
                    .findFirst()
                    .ifPresent(missing -> {
                        throw new IllegalArgumentException("an offset is given for " + missing
                                + ", which is not among the partitions of " + settings.topics());
                    });
            return given.offsets();
        } else if (from == StartFrom.BEGINNING || allNew) {
            return client.beginningOffsets(partitions);
        }
        Map<TopicPartition, Long> offsets = new HashMap<>(client.endOffsets(partitions));
        if (from instanceof StartFrom.Timestamp timestamp) {
            long millis = timestamp.from().toEpochMilli();
            Map<TopicPartition, Long> moments = partitions.stream().collect(Collectors.toMap(p -> p, p -> millis));
            client.offsetsForTimes(moments).forEach((partition, found) -> {
                @Nullable OffsetAndTimestamp first = found;
                if (first != null) {
                    offsets.put(partition, first.offset());
                }
            });
        }
        return offsets;
    }

    /** Kafka takes it only while the group has no members. */
    private void commit(KafkaConsumer<?, ?> client, Map<TopicPartition, OffsetAndMetadata> offsets) {
        client.assign(offsets.keySet());
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean told = false;
        try {
            while (!stop.requested()) {
                try {
                    client.commitSync(offsets);
                    return;
                } catch (CommitFailedException | UnknownMemberIdException | RebalanceInProgressException members) {
                    if (System.nanoTime() >= end) {
                        notices.accept("the group " + settings.group() + " has other members, so its offsets stay:"
                                + " reading goes on where the group is");
                        return;
                    }
                    if (!told) {
                        told = true;
                        notices.accept("waiting for the group " + settings.group()
                                + " to have no members, since only then its offsets can be set");
                    }
                    stop.await(BETWEEN_TRIES);
                }
            }
        } finally {
            client.unsubscribe();
        }
    }
}
