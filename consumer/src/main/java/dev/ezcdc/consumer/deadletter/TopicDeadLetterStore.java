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

/** Letters in a topic; up to where they were replayed is the committed offset of a group of its own. */
final class TopicDeadLetterStore implements DeadLetterStore {

    private static final String GROUP = "ezcdc-dead-letters";
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Long> replayedUpTo = new HashMap<>();

    private TopicDeadLetterStore(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.ends = ends;
        consumer.committed(new HashSet<>(ends.keySet()), ANSWER).forEach((partition, committed) -> {
            @Nullable OffsetAndMetadata offset = committed;
            if (offset != null) {
                replayedUpTo.put(partition, offset.offset());
            }
        });
    }

    static TopicDeadLetterStore open(String topic, String bootstrapServers, Map<String, String> clientProperties) {
        KafkaConsumer<byte[], byte[]> consumer =
                KafkaClients.consumer(bootstrapServers, GROUP, clientProperties, "earliest");
        try {
            @Nullable List<PartitionInfo> known = consumer.listTopics(ANSWER).get(topic);
            if (known == null) {
                throw new KafkaException("there is no topic " + topic + " at " + bootstrapServers);
            }
            List<TopicPartition> partitions = known.stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            return new TopicDeadLetterStore(consumer, consumer.endOffsets(partitions, ANSWER));
        } catch (RuntimeException failure) {
            consumer.close();
            throw failure;
        }
    }

    @Override
    public void read(Reader reader) throws IOException {
        consumer.seekToBeginning(ends.keySet());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), ANSWER) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    reader.read(letter(record, record.offset() < replayedUpTo.getOrDefault(partition, 0L)));
                }
            }
        }
    }

    private static StoredDeadLetter letter(ConsumerRecord<byte[], byte[]> record, boolean replayed) {
        List<Header> own = StreamSupport.stream(record.headers().spliterator(), false)
                .filter(header -> !header.key().startsWith(DeadLetter.PREFIX))
                .toList();
        return new StoredDeadLetter(
                fact(record, "topic", "?"),
                Math.toIntExact(number(record, "partition", 0)),
                number(record, "offset", -1),
                fact(record, "cause", "malformed"),
                fact(record, "reason", ""),
                Math.toIntExact(number(record, "attempt", 1)),
                Instant.ofEpochMilli(record.timestamp()).toString(),
                record.key(),
                record.value(),
                own,
                replayed);
    }

    private static String fact(ConsumerRecord<?, ?> record, String name, String otherwise) {
        Header header = record.headers().lastHeader(DeadLetter.PREFIX + name);
        return header == null || header.value() == null
                ? otherwise
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long number(ConsumerRecord<?, ?> record, String name, long otherwise) {
        String text = fact(record, name, "");
        return text.matches("\\d{1,9}|\\d{10,18}") ? Long.parseLong(text) : otherwise;
    }

    @Override
    public void markReplayed() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ends.forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end)));
        consumer.commitSync(offsets, ANSWER);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
