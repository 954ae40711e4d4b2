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

/** Reads records of partition 0 of a topic. */
final class TopicReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private TopicReader() {}

    /** The key and value of a record; null where the record has null. */
    record Message(@Nullable String key, @Nullable String value) {
        boolean hasValueWith(String text) {
            return value != null && value.contains(text);
        }
    }

    /** Returns the offset of the next record that is written. */
    static long endOffset(Endpoints endpoints, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = createConsumer(endpoints)) {
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            return consumer.position(partition);
        }
    }

    /** Returns the records from {@code offset} to the first that matches; fails if none arrives in time. */
    static List<Message> readUntil(Endpoints endpoints, String topic, long offset, Predicate<Message> last) {
        List<Message> messages = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = createConsumer(endpoints)) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seek(partition, offset);
            long end = System.nanoTime() + TIMEOUT.toNanos();
            while (System.nanoTime() - end < 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    Message message = new Message(text(record.key()), text(record.value()));
                    messages.add(message);
                    if (last.test(message)) {
                        return messages;
                    }
                }
            }
        }
        throw new AssertionError("no matching record in " + topic + " after " + TIMEOUT.toSeconds() + " s: "
                + messages.size() + " records from offset " + offset + ", the last "
                + (messages.isEmpty() ? "none" : messages.get(messages.size() - 1)));
    }

    private static KafkaConsumer<byte[], byte[]> createConsumer(Endpoints endpoints) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", endpoints.bootstrapServers(), "auto.offset.reset", "earliest", "group.id", "test");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
