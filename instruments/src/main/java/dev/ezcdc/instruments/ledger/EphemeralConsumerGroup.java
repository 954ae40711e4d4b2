package dev.ezcdc.instruments.ledger;

import dev.ezcdc.infra.Endpoints;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A consumer group for one run. Its offsets are committed at the topic's end before the run writes, so the consumer skips
 * records of earlier runs and misses none of this run. Closing deletes the group.
 */
public final class EphemeralConsumerGroup implements AutoCloseable {

    private final Admin admin;
    private final String topic;
    private final String name = "ezcdc-" + UUID.randomUUID();

    private EphemeralConsumerGroup(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /** Creates a group at the end of a topic, or at the beginning of a topic that does not exist yet. */
    public static EphemeralConsumerGroup createAtEnd(Endpoints endpoints, String topic)
            throws ExecutionException, InterruptedException {
        EphemeralConsumerGroup group = new EphemeralConsumerGroup(Admin.create(endpoints.kafkaClientSettings()), topic);
        try {
            group.commitEnds();
            return group;
        } catch (ExecutionException | InterruptedException e) {
            group.admin.close();
            throw e;
        }
    }

    public String topic() {
        return topic;
    }

    public String name() {
        return name;
    }

    private void commitEnds() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .flatMap(described -> described.partitions().stream())
                    .forEach(p -> ends.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return; // the first change creates the topic, and a group without offsets starts at its beginning
            }
            throw e;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        admin.listOffsets(ends)
                .all()
                .get()
                .forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end.offset())));
        admin.alterConsumerGroupOffsets(name, offsets).all().get();
    }

    /** Deletes the group without waiting. If that fails, Kafka removes the group when its offsets expire. */
    @Override
    public void close() {
        admin.deleteConsumerGroups(List.of(name));
        admin.close();
    }
}
