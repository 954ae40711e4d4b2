package dev.ezcdc.cli.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the rows whose deletes were lost: a topic has their key, but a snapshot of the table did not read them. An
 * incremental snapshot writes every row that exists, and emits nothing for a row that does not.
 */
record DeletedRows(KafkaTopics topics) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(500);

    /**
     * Returns the keys, as JSON, whose last event is older than the snapshot and not a delete.
     *
     * @param snapshotStart the end of each of the topic's partitions before the snapshot
     */
    List<String> find(String topic, Map<TopicPartition, Long> snapshotStart) {
        Map<String, Boolean> isOld = new LinkedHashMap<>();
        try (KafkaConsumer<String, String> consumer = topics.open()) {
            List<TopicPartition> partitions = topics.partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < end.getOrDefault(each, 0L))) {
                for (ConsumerRecord<String, String> each : consumer.poll(POLL)) {
                    TopicPartition partition = new TopicPartition(each.topic(), each.partition());
                    add(each, each.offset() < snapshotStart.getOrDefault(partition, 0L), isOld);
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
                each.value() == null ? "d" : payload(each.value()).path("op").asText();
        if (operation.equals("t")) {
            isOld.clear();
        } else if (each.key() == null || operation.isEmpty() || operation.equals("m")) {
            return; // a table without a key, or not a change
        } else if (operation.equals("d")) {
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
