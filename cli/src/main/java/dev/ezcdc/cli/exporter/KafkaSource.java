package dev.ezcdc.cli.exporter;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * The last heartbeat of each connector, and the lag of the consumer groups that read the connectors' topics. The lag
 * comes from committed offsets, so it grows while no consumer runs.
 */
public final class KafkaSource implements MetricSource {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Map<String, Object> clientSettings;
    private final ConnectClient connect;
    private final Set<String> groups;
    private Map<String, Map<String, String>> connectors = Map.of();
    private @Nullable Admin admin;

    /**
     * Opens no connection.
     *
     * @param clientSettings the settings with which a Kafka client connects, {@code bootstrap.servers} included
     * @param connect supplies the connectors, whose topics are watched
     * @param groups the consumer groups; none for all
     */
    public KafkaSource(Map<String, Object> clientSettings, ConnectClient connect, Collection<String> groups) {
        Map<String, Object> withTimeouts = new HashMap<>(clientSettings);
        withTimeouts.put("request.timeout.ms", TIMEOUT_MILLIS);
        withTimeouts.put("default.api.timeout.ms", TIMEOUT_MILLIS);
        this.clientSettings = Map.copyOf(withTimeouts);
        this.connect = connect;
        this.groups = Set.copyOf(groups);
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<Gauge> read() throws ExecutionException, InterruptedException, TimeoutException {
        connectors = readConnectors();
        if (admin == null) {
            admin = Admin.create(clientSettings);
        }
        List<Gauge> gauges = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> connector : connectors.entrySet()) {
            addHeartbeat(admin, gauges, connector.getKey(), connector.getValue());
        }
        addLag(admin, gauges);
        return gauges;
    }

    /** Returns the configuration of each connector, or the last known ones while Kafka Connect does not respond. */
    private Map<String, Map<String, String>> readConnectors() {
        try {
            Map<String, Map<String, String>> configs = new HashMap<>();
            for (String name : connect.listConnectors()) {
                connect.findConfig(name).ifPresent(config -> configs.put(name, config));
            }
            return configs;
        } catch (StackException e) {
            return connectors; // the source of connectors reports that Kafka Connect does not respond
        }
    }

    private static void addHeartbeat(Admin admin, List<Gauge> gauges, String connector, Map<String, String> config)
            throws ExecutionException, InterruptedException, TimeoutException {
        long intervalMillis = Long.parseLong(config.getOrDefault("heartbeat.interval.ms", "0"));
        String prefix = config.get("topic.prefix");
        if (intervalMillis <= 0 || prefix == null) {
            return;
        }
        Map<String, String> labels = Map.of("connector", connector);
        gauges.add(new Gauge(Metric.HEARTBEAT_INTERVAL, labels, intervalMillis / 1000.0));
        String topic = config.getOrDefault("topic.heartbeat.prefix", "__debezium-heartbeat") + "." + prefix;
        long lastMillis = findLastTimestamp(admin, topic);
        if (lastMillis >= 0) {
            gauges.add(new Gauge(Metric.HEARTBEAT_TIMESTAMP, labels, lastMillis / 1000.0));
        }
    }

    /** Returns the timestamp of a topic's newest record in milliseconds, or a negative number if there is none. */
    private static long findLastTimestamp(Admin admin, String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            Map<TopicPartition, OffsetSpec> partitions =
                    await(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                            .flatMap(described -> described.partitions().stream())
                            .collect(Collectors.toMap(
                                    partition -> new TopicPartition(topic, partition.partition()),
                                    partition -> OffsetSpec.maxTimestamp()));
            return await(admin.listOffsets(partitions).all()).values().stream()
                    .mapToLong(ListOffsetsResultInfo::timestamp)
                    .max()
                    .orElse(-1);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return -1; // no heartbeat was sent yet
            }
            throw e;
        }
    }

    private void addLag(Admin admin, List<Gauge> gauges)
            throws ExecutionException, InterruptedException, TimeoutException {
        ListConsumerGroupOffsetsSpec allPartitions = new ListConsumerGroupOffsetsSpec();
        Map<String, ListConsumerGroupOffsetsSpec> specs =
                await(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
                        .map(GroupListing::groupId)
                        .filter(group -> groups.isEmpty() || groups.contains(group))
                        .collect(Collectors.toMap(group -> group, group -> allPartitions));
        if (specs.isEmpty()) {
            return;
        }
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                await(admin.listConsumerGroupOffsets(specs).all());
        Set<TopicPartition> partitions = new HashSet<>();
        committed.values().forEach(offsets -> offsets.keySet().stream()
                .filter(partition -> isCaptured(partition.topic()))
                .forEach(partitions::add));
        Map<TopicPartition, ListOffsetsResultInfo> ends = await(admin.listOffsets(partitions.stream()
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                .all());
        committed.forEach((group, offsets) -> offsets.forEach((partition, offset) -> {
            ListOffsetsResultInfo end = ends.get(partition);
            if (offset != null && end != null) {
                Map<String, String> labels = Map.of(
                        "group", group, "topic", partition.topic(), "partition", String.valueOf(partition.partition()));
                gauges.add(new Gauge(Metric.GROUP_LAG, labels, Math.max(0, end.offset() - offset.offset())));
            }
        }));
    }

    private boolean isCaptured(String topic) {
        return connectors.values().stream()
                .map(config -> config.get("topic.prefix"))
                .anyMatch(prefix -> prefix != null && topic.startsWith(prefix + "."));
    }

    private static <T> T await(KafkaFuture<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(2L * TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close();
        }
    }
}
