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

/** Kafka's clients, set up: what every one that this project makes has in common. */
public final class KafkaClients {

    /** What has a parameter of its own here, or that the promise of delivery rests on. */
    private static final Set<String> OWN = Set.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    private KafkaClients() {}

    /** An {@link IllegalArgumentException} if the properties have one that is set here. */
    public static void requireSettable(Map<String, String> clientProperties) {
        for (String property : clientProperties.keySet()) {
            if (OWN.contains(property)) {
                throw new IllegalArgumentException(
                        "the client property " + property + " can't be set: the consumer sets it itself");
            }
        }
    }

    /**
     * A consumer of bytes that commits nothing by itself and makes no topics. Whoever calls owns it, and uses it by one
     * thread at a time.
     *
     * @param clientProperties win over the defaults here, but for what has a parameter of its own
     * @param autoOffsetReset where to begin if the group has no offsets: {@code earliest} or {@code latest}
     * @throws IllegalArgumentException if the properties have one that is set here
     * @throws org.apache.kafka.common.KafkaException if no client can be made of that
     */
    public static KafkaConsumer<byte[], byte[]> consumer(
            String bootstrapServers, String group, Map<String, String> clientProperties, String autoOffsetReset) {
        requireSettable(clientProperties);
        Map<String, Object> config = new HashMap<>();
        // A record is handed over as soon as it is there.
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "500");
        // Where much is waiting it comes in large pieces; Kafka's own 1 MiB holds 350 changes with their schemas.
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(4 << 20));
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000");
        // As the system sizes it; Kafka's own 64 KiB makes client and broker wait for each other on one machine, and
        // far apart.
        config.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, "-1");
        // New topics and partitions are seen within two seconds rather than five minutes.
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "2000");
        // After a kill -9 the next consumer of the group gets its partitions in ten seconds rather than 45.
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        // The topic is Debezium's to make, with Debezium's settings.
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500");
        config.putAll(clientProperties);
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, autoOffsetReset);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A producer of bytes that waits for all replicas. Whoever calls owns it; it is thread-safe.
     *
     * @param clientProperties those that are also a producer's win over the defaults here
     * @throws org.apache.kafka.common.KafkaException if no client can be made of that
     */
    public static KafkaProducer<byte[], byte[]> producer(
            String bootstrapServers, Map<String, String> clientProperties) {
        Map<String, Object> config = new HashMap<>(clientProperties);
        config.keySet().retainAll(ProducerConfig.configNames());
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, "15000");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
