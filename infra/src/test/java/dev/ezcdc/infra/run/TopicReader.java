package dev.ezcdc.infra.run;

import dev.ezcdc.infra.Endpoints;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads one partition from its beginning until something is found. */
final class TopicReader {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private TopicReader() {}

    /** A record; null where Kafka has null. */
    record Message(@Nullable String key, @Nullable String value) {
        boolean valueHas(String text) {
            return value != null && value.contains(text);
        }
    }

    /** All records up to the first that fits; fails when none comes. */
    static List<Message> readUntil(Endpoints endpoints, String topic, Predicate<Message> last) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", endpoints.bootstrapServers(), "auto.offset.reset", "earliest", "group.id", "test");
        List<Message> seen = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = System.nanoTime() + LIMIT.toNanos();
            while (System.nanoTime() - end < 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    Message message = new Message(text(record.key()), text(record.value()));
                    seen.add(message);
                    if (last.test(message)) {
                        return seen;
                    }
                }
            }
        }
        throw new AssertionError("not in " + topic + " after " + LIMIT.toSeconds() + " s; it has " + seen.size()
                + " records, the last " + (seen.isEmpty() ? "none" : seen.get(seen.size() - 1)));
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
