package dev.ezcdc.consumer.deadletter;

import dev.ezcdc.consumer.internal.kafka.KafkaClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads dead letters from a topic. The committed offsets of a separate group mark which of them were replayed. */
final class TopicDeadLetterStore implements DeadLetterStore {

    private static final String GROUP = "ezcdc-dead-letters";
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Long> replayedUpTo = new HashMap<>();

    private TopicDeadLetterStore(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.ends = ends;
        consumer.committed(new HashSet<>(ends.keySet()), REQUEST_TIMEOUT).forEach((partition, committed) -> {
            @Nullable OffsetAndMetadata offset = committed;
            if (offset != null) {
                replayedUpTo.put(partition, offset.offset());
            }
        });
    }

    static TopicDeadLetterStore open(String topic, String bootstrapServers, Map<String, String> clientProperties) {
        KafkaConsumer<byte[], byte[]> consumer =
                KafkaClients.createConsumer(bootstrapServers, GROUP, clientProperties, "earliest");
        try {
            @Nullable
            List<PartitionInfo> known = consumer.listTopics(REQUEST_TIMEOUT).get(topic);
            if (known == null) {
                throw new KafkaException("topic " + topic + " does not exist at " + bootstrapServers);
            }
            List<TopicPartition> partitions = known.stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            return new TopicDeadLetterStore(consumer, consumer.endOffsets(partitions, REQUEST_TIMEOUT));
        } catch (RuntimeException failure) {
            consumer.close();
            throw failure;
        }
    }

    @Override
    public void read(Reader reader) throws IOException {
        consumer.seekToBeginning(ends.keySet());
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey(), REQUEST_TIMEOUT) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    reader.read(parse(record, record.offset() < replayedUpTo.getOrDefault(partition, 0L)));
                }
            }
        }
    }

    private static StoredDeadLetter parse(ConsumerRecord<byte[], byte[]> record, boolean replayed) {
        List<Header> original = StreamSupport.stream(record.headers().spliterator(), false)
                .filter(header -> !header.key().startsWith(DeadLetter.HEADER_PREFIX))
                .toList();
        return new StoredDeadLetter(
                headerText(record, "topic", "?"),
                Math.toIntExact(headerNumber(record, "partition", 0)),
                headerNumber(record, "offset", -1),
                headerText(record, "cause", DeadLetter.Cause.MALFORMED.text()),
                headerText(record, "reason", ""),
                Math.toIntExact(headerNumber(record, "attempt", 1)),
                Instant.ofEpochMilli(record.timestamp()).toString(),
                record.key(),
                record.value(),
                original,
                replayed);
    }

    private static String headerText(ConsumerRecord<?, ?> record, String name, String fallback) {
        Header header = record.headers().lastHeader(DeadLetter.HEADER_PREFIX + name);
        return header == null || header.value() == null ? fallback : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long headerNumber(ConsumerRecord<?, ?> record, String name, long fallback) {
        String text = headerText(record, name, "");
        return text.matches("\\d{1,9}|\\d{10,18}") ? Long.parseLong(text) : fallback;
    }

    @Override
    public void markReplayed() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ends.forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end)));
        consumer.commitSync(offsets, REQUEST_TIMEOUT);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
