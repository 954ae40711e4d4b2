package dev.ezcdc.consumer.internal.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the records of Kafka Connect's own topics, which a pattern for topics can include: connector configurations,
 * offsets and statuses. A configuration can contain a password, so it must get neither to the handler nor into the dead
 * letters. Confined to the polling thread.
 *
 * <p>Format: {@code KafkaConfigBackingStore}, {@code OffsetUtils} and {@code KafkaStatusBackingStore} of Kafka 4.3.1.
 */
final class WorkerRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The prefixes of keys, with the field that each of their values has. */
    private static final Map<String, String> FIELD_BY_KEY_PREFIX = Map.ofEntries(
            Map.entry("connector-", "properties"),
            Map.entry("task-", "properties"),
            Map.entry("commit-", "tasks"),
            Map.entry("tasks-fencing-", "tasks"),
            Map.entry("target-state-", "state"),
            Map.entry("restart-connector-", "only-failed"),
            Map.entry("logger-cluster-", "level"),
            Map.entry("session-key", "key"),
            Map.entry("status-connector-", "state"),
            Map.entry("status-task-", "state"),
            Map.entry("status-topic-", "topic"));

    private final ConsumerListener listener;
    private final Set<String> reportedTopics = new HashSet<>();

    WorkerRecords(ConsumerListener listener) {
        this.listener = listener;
    }

    /** Returns whether the record is one of a worker. Reports the first of each topic. */
    boolean includes(ConsumerRecord<byte[], byte[]> kafkaRecord) {
        byte @Nullable [] key = kafkaRecord.key();
        byte @Nullable [] value = kafkaRecord.value();
        // The keys of changes are objects, so nearly all records end here.
        if (key == null || key.length == 0 || key[0] == '{') {
            return false;
        }
        if (value == null) {
            // A worker's tombstone, when the topic is known to be a worker's; its key alone could be a change's.
            return reportedTopics.contains(kafkaRecord.topic()) && hasWorkerKey(key);
        }
        if (!isOfWorker(key, value)) {
            return false;
        }
        if (reportedTopics.add(kafkaRecord.topic())) {
            listener.onNotice(
                    new ConsumerNotice(
                            ConsumerNotice.Kind.TOPIC_SKIPPED,
                            "topic " + kafkaRecord.topic()
                                    + " has records of a Kafka Connect worker, which are skipped. Exclude it from the topics."));
        }
        return true;
    }

    private static boolean isOfWorker(byte[] key, byte[] value) {
        String text = new String(key, StandardCharsets.UTF_8);
        if (text.startsWith("[")) {
            return isOffsetKey(parseOrNull(key)) && !isOfConnector(parseOrNull(value));
        }
        for (Map.Entry<String, String> entry : FIELD_BY_KEY_PREFIX.entrySet()) {
            if (text.startsWith(entry.getKey())) {
                JsonNode content = parseOrNull(value);
                return content != null && content.has(entry.getValue()) && !isOfConnector(content);
            }
        }
        return false;
    }

    private static boolean hasWorkerKey(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        return text.startsWith("[")
                ? isOffsetKey(parseOrNull(key))
                : FIELD_BY_KEY_PREFIX.keySet().stream().anyMatch(text::startsWith);
    }

    /** An offset's key is the connector's name and the source's partition. */
    private static boolean isOffsetKey(@Nullable JsonNode key) {
        return key != null
                && key.size() == 2
                && key.get(0).isTextual()
                && key.get(1).isObject();
    }

    /** A worker writes its records without schemas, and never as envelopes. */
    private static boolean isOfConnector(@Nullable JsonNode value) {
        return value == null || !value.isObject() || value.has("op") || value.has("payload");
    }

    private static @Nullable JsonNode parseOrNull(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            return null;
        }
    }
}
