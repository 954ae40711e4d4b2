package dev.ezcdc.cli.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.infra.StackException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the rows whose deletes were lost: a topic has their key, but a snapshot of the table did not read them. An
 * incremental snapshot writes every row that exists, and emits nothing for a row that does not.
 */
record DeletedRows(KafkaTopics topics) {
    private static final String DELETE = "d";
    private static final String TRUNCATE = "t";
    private static final String MESSAGE = "m";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(500);

    /**
     * Returns the keys, as JSON, whose last event is older than the snapshot and not a delete. The snapshot's end can be
     * reported before its last rows are in the topic, so this waits for them: a row that is still to come would be taken
     * for a deleted one.
     *
     * @param snapshotStart the end of each of the topic's partitions before the snapshot
     * @param rowsRead the rows that the snapshot read; each has an event after its start, its own or that of a change
     * @throws StackException if the topic does not get these rows in time
     */
    List<String> find(String topic, Map<TopicPartition, Long> snapshotStart, long rowsRead) {
        Map<String, Boolean> isOld = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        long deadline = System.nanoTime() + topics.timeout().toNanos();
        try (KafkaConsumer<String, String> consumer = topics.open()) {
            List<TopicPartition> partitions = topics.partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (seen.size() < rowsRead
                    || partitions.stream().anyMatch(each -> consumer.position(each) < end.getOrDefault(each, 0L))) {
                ConsumerRecords<String, String> records = consumer.poll(POLL);
                for (ConsumerRecord<String, String> each : records) {
                    TopicPartition partition = new TopicPartition(each.topic(), each.partition());
                    boolean old = each.offset() < snapshotStart.getOrDefault(partition, 0L);
                    if (!old && each.key() != null) {
                        seen.add(each.key());
                    }
                    add(each, old, isOld);
                }
                if (!records.isEmpty()) {
                    deadline = System.nanoTime() + topics.timeout().toNanos();
                } else if (System.nanoTime() - deadline > 0) {
                    throw new StackException("cannot tell which rows were deleted: topic " + topic + " has "
                            + seen.size() + " of the " + rowsRead + " rows that the snapshot read. Repeat the command");
                }
            }
        }
        return isOld.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(entry -> payload(entry.getKey()).toString())
                .toList();
    }

    private static void add(ConsumerRecord<String, String> each, boolean old, Map<String, Boolean> isOld) {
        String operation =
                each.value() == null ? DELETE : payload(each.value()).path("op").asText();
        if (operation.equals(TRUNCATE)) {
            isOld.clear();
        } else if (each.key() == null || operation.isEmpty() || operation.equals(MESSAGE)) {
            return; // a table without a key, or not a change
        } else if (operation.equals(DELETE)) {
            isOld.remove(each.key());
        } else {
            isOld.put(each.key(), old);
        }
    }

    /** Returns the content of a record that may have a schema. */
    static JsonNode payload(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            return root.has("schema") && root.has("payload") ? root.path("payload") : root;
        } catch (JsonProcessingException e) {
            return JSON.missingNode(); // written by another converter
        }
    }
}
