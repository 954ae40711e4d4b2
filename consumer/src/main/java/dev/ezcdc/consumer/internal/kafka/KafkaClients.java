package dev.ezcdc.consumer.internal.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates Kafka clients with this project's defaults. */
public final class KafkaClients {

    /** Properties that have their own parameter, or on which the delivery guarantees depend. */
    private static final Set<String> RESERVED = Set.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    /** Settings that the broker decides with {@code group.protocol=consumer}; Kafka's client rejects them. */
    private static final Set<String> CLASSIC_ONLY = Set.of(
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);

    private KafkaClients() {}

    /** Throws an {@link IllegalArgumentException} if a property is reserved, or is not allowed with the group protocol. */
    public static void requireSettable(Map<String, String> clientProperties) {
        for (String property : clientProperties.keySet()) {
            if (RESERVED.contains(property)) {
                throw new IllegalArgumentException(
                        "client property " + property + " cannot be changed: the consumer sets it");
            }
            if (CLASSIC_ONLY.contains(property) && isConsumerProtocol(clientProperties)) {
                throw new IllegalArgumentException(
                        "client property " + property
                                + " cannot be used with group.protocol=consumer: the broker decides it. Remove one of the two.");
            }
        }
    }

    private static boolean isConsumerProtocol(Map<String, String> clientProperties) {
        return "consumer"
                .equalsIgnoreCase(clientProperties.getOrDefault(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic"));
    }

    /** Returns {@code max.poll.interval.ms}: the property, or Kafka's default. */
    public static long maxPollIntervalMillis(Map<String, String> clientProperties) {
        String name = ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
        Object millis = clientProperties.getOrDefault(
                name, String.valueOf(ConsumerConfig.configDef().defaultValues().get(name)));
        return Long.parseLong(String.valueOf(millis).trim());
    }

    /**
     * Creates a consumer of bytes that neither commits automatically nor creates topics. The caller must close it. Not
     * thread-safe.
     *
     * @param clientProperties override the defaults, except for reserved properties
     * @param autoOffsetReset the start without committed offsets: {@code earliest}, {@code latest} or, for an exception,
     *     {@code none}
     * @throws IllegalArgumentException if a property is reserved
     * @throws org.apache.kafka.common.KafkaException if a property is invalid
     */
    public static KafkaConsumer<byte[], byte[]> createConsumer(
            String bootstrapServers, String groupId, Map<String, String> clientProperties, String autoOffsetReset) {
        requireSettable(clientProperties);
        Map<String, Object> config = new HashMap<>();
        // For latency: a fetch returns as soon as one record is available.
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "500");
        // For throughput: Kafka's default of 1 MiB holds only 350 changes with their schemas.
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(4 << 20));
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000");
        // The operating system chooses the size. With Kafka's default of 64 KiB, client and broker wait for each other,
        // on one machine as well as over long distances.
        config.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, "-1");
        // New topics and partitions are detected within two seconds; Kafka's default is five minutes.
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "2000");
        if (!isConsumerProtocol(clientProperties)) {
            // After kill -9, another member takes over within ten seconds; Kafka's default is 45.
            config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        }
        // Debezium creates the topics, with its settings.
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        // Connectors with exactly-once delivery abort transactions; their records must not be delivered.
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500");
        config.putAll(clientProperties);
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, autoOffsetReset);
        config.put(ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG, "true");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Creates a producer of bytes that waits for all replicas. The caller must close it. Thread-safe.
     *
     * @param clientProperties override the defaults; those that a producer does not know are ignored
     * @throws org.apache.kafka.common.KafkaException if a property is invalid
     */
    public static KafkaProducer<byte[], byte[]> createProducer(
            String bootstrapServers, Map<String, String> clientProperties) {
        Map<String, Object> config = new HashMap<>(clientProperties);
        config.keySet().retainAll(ProducerConfig.configNames());
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, "15000");
        // As large as buffer.memory, so only the topic limits the size. The source topic may allow more than Kafka's
        // default of 1 MiB.
        config.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(32 << 20));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
