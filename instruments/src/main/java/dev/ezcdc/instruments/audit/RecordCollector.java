package dev.ezcdc.instruments.audit;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.instruments.audit.fault.RecordingConsumer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A {@code ChangeConsumer} in this process that keeps all records received since its creation. Thread-safe. */
final class RecordCollector implements AutoCloseable {

    private static final Pattern TOPICS = Pattern.compile(RecordingConsumer.topicPattern());

    private final Endpoints endpoints;
    private final String group = "ezcdc-audit-" + UUID.randomUUID();
    private final List<ConsumedRecord> received = new ArrayList<>();
    private final ChangeConsumer consumer;
    private final Future<?> consuming;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile long lastNanos = System.nanoTime();

    /**
     * Starts consuming at the current ends of the topics.
     *
     * @param deadLetters file for records that cannot be decoded
     * @param notices receives the consumer's messages
     */
    RecordCollector(Endpoints endpoints, Path deadLetters, java.util.function.Consumer<String> notices)
            throws ExecutionException, InterruptedException {
        this.endpoints = endpoints;
        commitEnds(endpoints, group);
        Map<String, String> settings = new HashMap<>(endpoints.security().kafkaClient());
        settings.put("metadata.max.age.ms", "500");
        settings.put("max.partition.fetch.bytes", "16777216");
        consumer = ChangeConsumer.builder(endpoints.bootstrapServers(), Topics.matching(TOPICS), group)
                .handler(new CollectingHandler())
                .notices(notice -> notices.accept(notice.message()))
                .deadLetters(DeadLetterTarget.file(deadLetters))
                .clientProperties(settings)
                .build();
        consuming = thread.submit(consumer::run);
    }

    /** Returns the number of records in the topics that this consumer has not committed. */
    long lag() throws ExecutionException, InterruptedException {
        return lag(endpoints, group);
    }

    /** Returns the number of records in the topics that a group has not committed. */
    static long lag(Endpoints endpoints, String group) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(endpoints.kafkaClientSettings())) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            long lag = 0;
            for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                    endOffsets(admin).entrySet()) {
                OffsetAndMetadata offset = committed.get(end.getKey());
                lag += end.getValue().offset() - (offset == null ? 0 : offset.offset());
            }
            return lag;
        }
    }

    /** Sets a group's offsets to the current ends of the existing topics. */
    static void commitEnds(Endpoints endpoints, String group) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(endpoints.kafkaClientSettings())) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            endOffsets(admin).forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end.offset())));
            if (!offsets.isEmpty()) {
                admin.alterConsumerGroupOffsets(group, offsets).all().get();
            }
        }
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> endOffsets(Admin admin)
            throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics().names().get().stream()
                .filter(topic -> TOPICS.matcher(topic).matches())
                .collect(Collectors.toSet());
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        admin.describeTopics(topics).allTopicNames().get().forEach((topic, described) -> described
                .partitions()
                .forEach(p -> latest.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest())));
        return admin.listOffsets(latest).all().get();
    }

    /** Returns all records so far in order of arrival. */
    List<ConsumedRecord> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    int count() {
        synchronized (received) {
            return received.size();
        }
    }

    /** Returns the time of the last change, as {@link System#nanoTime()}. */
    long lastNanos() {
        return lastNanos;
    }

    long malformedCount() {
        return consumer.deadLettered(DeadLetter.Cause.MALFORMED);
    }

    /**
     * Checks that the consumer has not failed.
     *
     * @throws ExecutionException if it has, with its error
     */
    void requireRunning() throws ExecutionException, InterruptedException {
        if (consuming.isDone()) {
            consuming.get();
        }
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // so that the consumer can leave its group
        consumer.close();
        thread.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class CollectingHandler implements ChangeHandler {

        @Override
        public void handle(ConsumedRecord record) {
            if (record.record() instanceof ChangeEvent) {
                lastNanos = System.nanoTime();
            }
            synchronized (received) {
                received.add(record.withoutRawBytes());
            }
        }
    }
}
