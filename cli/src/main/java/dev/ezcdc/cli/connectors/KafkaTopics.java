package dev.ezcdc.cli.connectors;

import dev.ezcdc.infra.StackException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Reads and writes whole topics as text. Every call opens its own connection. */
record KafkaTopics(Map<String, Object> clientSettings, Duration timeout) {

    /** Creates a topic with one partition, unless it exists. */
    void create(String topic) {
        try (Admin admin = Admin.create(clientSettings)) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failure("cannot create topic " + topic, e.getCause() == null ? e : e.getCause());
            }
        } catch (TimeoutException e) {
            throw failure("cannot create topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("cannot create topic " + topic, e);
        }
    }

    /** Writes a record to the first partition, and returns when the brokers have it. */
    void send(String topic, String key, String value) {
        Map<String, Object> config = with(Map.of("max.block.ms", Math.toIntExact(timeout.toMillis())));
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, key, value)).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure("cannot write to topic " + topic, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw failure("cannot write to topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("cannot write to topic " + topic, e);
        }
    }

    /** Returns a consumer of all partitions of a topic, at its end. The caller closes it. */
    KafkaConsumer<String, String> openAtEnd(String topic) {
        KafkaConsumer<String, String> consumer = open();
        List<TopicPartition> partitions = partitions(consumer, topic);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // resolves the end now, not at the first poll
        return consumer;
    }

    /** Returns the end of each partition; empty if the topic does not exist. */
    Map<TopicPartition, Long> endOffsets(String topic) {
        try (KafkaConsumer<String, String> consumer = open()) {
            return consumer.endOffsets(partitions(consumer, topic), timeout);
        }
    }

    KafkaConsumer<String, String> open() {
        Map<String, Object> config = with(Map.of(
                "allow.auto.create.topics",
                false,
                "isolation.level",
                "read_committed",
                "default.api.timeout.ms",
                Math.toIntExact(timeout.toMillis())));
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    List<TopicPartition> partitions(KafkaConsumer<String, String> consumer, String topic) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic, timeout);
        return infos == null
                ? List.of()
                : infos.stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
    }

    private Map<String, Object> with(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(clientSettings);
        config.putAll(more);
        return config;
    }

    private StackException failure(String what, Throwable cause) {
        return new StackException(
                what + " at " + clientSettings.get("bootstrap.servers") + ": " + cause.getMessage()
                        + ". Check that Kafka is running",
                cause);
    }
}
