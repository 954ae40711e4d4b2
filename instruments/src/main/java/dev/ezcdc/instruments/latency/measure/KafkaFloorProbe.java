package dev.ezcdc.instruments.latency.measure;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.instruments.latency.hop.LatencyDistribution;
import dev.ezcdc.loadgen.SteadyRate;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures Kafka alone, from produce to poll, with an open loop of records as large as the pipeline's. Each record is sent
 * immediately and acknowledged by all replicas. Uses a temporary topic.
 */
final class KafkaFloorProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Endpoints endpoints;
    private final String topic = "ezcdc-latency-floor-" + UUID.randomUUID();

    KafkaFloorProbe(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Returns the value of the topic's last record, so that the floor's records have the same size. */
    static byte[] lastValue(Endpoints endpoints, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = createConsumer(endpoints)) {
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            // In a topic that is written in transactions, the last offsets are markers.
            consumer.seek(partition, Math.max(0, end - 20));
            byte[] value = new byte[0];
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(TIMEOUT)) {
                value = record.value() == null ? value : record.value();
            }
            return value;
        }
    }

    /**
     * Returns the latencies.
     *
     * @param warmUp load before the measurement, which is not measuredRows
     */
    LatencyDistribution measure(SteadyRate warmUp, SteadyRate rate, byte[] value)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(endpoints.kafkaClientSettings())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) -1)))
                    .all()
                    .get();
            try {
                return run((int) warmUp.totalRows(), (int) rate.totalRows(), rate.rowsPerSecond(), value);
            } finally {
                admin.deleteTopics(List.of(topic)).all().get();
            }
        }
    }

    private LatencyDistribution run(int warmUpRows, int measuredRows, long rowsPerSecond, byte[] value)
            throws ExecutionException, InterruptedException {
        int total = warmUpRows + measuredRows;
        long[] due = new long[total];
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (KafkaConsumer<byte[], byte[]> consumer = createConsumer(endpoints);
                KafkaProducer<byte[], byte[]> producer = createProducer()) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            consumer.poll(Duration.ofMillis(100));
            Future<long[]> reading = thread.submit(() -> read(consumer, total));
            long start = System.nanoTime() + 1_000_000;
            for (int i = 0; i < total; i++) {
                due[i] = start + i * 1_000_000_000L / rowsPerSecond;
                for (long left = due[i] - System.nanoTime(); left > 0; left = due[i] - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                producer.send(new ProducerRecord<>(
                        topic, ByteBuffer.allocate(4).putInt(i).array(), value));
            }
            long[] polled = reading.get();
            LatencyDistribution floor = new LatencyDistribution();
            for (int i = warmUpRows; i < total; i++) {
                floor.add(polled[i] - due[i]);
            }
            return floor;
        } finally {
            thread.shutdown();
        }
    }

    private static long[] read(KafkaConsumer<byte[], byte[]> consumer, int count) {
        long[] polled = new long[count];
        long quietSince = System.nanoTime();
        for (int read = 0; read < count; ) {
            var batch = consumer.poll(Duration.ofMillis(100));
            long now = System.nanoTime();
            for (ConsumerRecord<byte[], byte[]> record : batch) {
                polled[ByteBuffer.wrap(record.key()).getInt()] = now;
                read++;
            }
            quietSince = batch.isEmpty() ? quietSince : now;
            if (now - quietSince > TIMEOUT.toNanos()) {
                throw new StackException("cannot measure Kafka's floor: " + (count - read) + " records did not arrive");
            }
        }
        return polled;
    }

    private static Map<String, Object> settings(Endpoints endpoints, Map<String, String> more) {
        Map<String, Object> settings = endpoints.kafkaClientSettings();
        settings.putAll(more);
        return settings;
    }

    private static KafkaConsumer<byte[], byte[]> createConsumer(Endpoints endpoints) {
        return new KafkaConsumer<>(
                settings(endpoints, Map.of("enable.auto.commit", "false")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> createProducer() {
        return new KafkaProducer<>(
                settings(endpoints, Map.of("acks", "all", "linger.ms", "0")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
