package dev.ezcdc.consumer;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's clients, set up. */
final class KafkaClients {

    private KafkaClients() {}

    static KafkaConsumer<byte[], byte[]> consumer(ConsumerSettings settings) {
        Map<String, Object> config = new HashMap<>();
        // A record is handed over as soon as it is there.
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "500");
        // Where much is waiting it comes in large pieces; Kafka's own 1 MiB holds 350 changes with their schemas.
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(4 << 20));
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000");
        // New topics and partitions are seen within two seconds rather than five minutes.
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "2000");
        // After a kill -9 the next consumer of the group gets its partitions in ten seconds rather than 45.
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        // The topic is Debezium's to make, with Debezium's settings.
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500");
        config.putAll(settings.clientProperties());
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                settings.startFrom() == StartFrom.LATEST ? "latest" : "earliest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static KafkaProducer<byte[], byte[]> producer(ConsumerSettings settings) {
        return producer(settings.bootstrapServers(), settings.clientProperties());
    }

    /** A producer with those of the client properties that are also a producer's. */
    static KafkaProducer<byte[], byte[]> producer(String bootstrapServers, Map<String, String> clientProperties) {
        Map<String, Object> config = new HashMap<>(clientProperties);
        config.keySet().retainAll(ProducerConfig.configNames());
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, "15000");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
