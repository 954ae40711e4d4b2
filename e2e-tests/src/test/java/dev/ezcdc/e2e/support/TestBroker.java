package dev.ezcdc.e2e.support;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.EmbeddedStack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real broker without connector, for tests of the consumer that write their topics themselves. */
public final class TestBroker implements AutoCloseable {

    /** For group.protocol=consumer, whose session timeout is a setting of the broker: 45 s by default. */
    private static final Map<String, String> SHORT_SESSIONS = Map.of(
            "group.consumer.min.session.timeout.ms", "6000",
            "group.consumer.session.timeout.ms", "6000",
            "group.consumer.min.heartbeat.interval.ms", "500",
            "group.consumer.heartbeat.interval.ms", "500");

    private final EmbeddedStack stack;
    private final Admin admin;
    private final KafkaProducer<String, String> producer;
    private final Queue<Future<?>> unacknowledged = new ConcurrentLinkedQueue<>();

    public TestBroker() {
        Tuning tuning = new Tuning(Map.of(), Map.of(StackService.KAFKA, SHORT_SESSIONS), Map.of());
        stack = new EmbeddedStack(TestStacks.settings(TestStacks.newHome()).withTuning(tuning));
        stack.start(StackService.KAFKA);
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers(), "linger.ms", "1");
        admin = Admin.create(config);
        producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    public String bootstrapServers() {
        return stack.endpoints().bootstrapServers();
    }

    public String newTopic(int partitions) throws Exception {
        String topic = "t-" + UUID.randomUUID();
        createTopic(topic, partitions);
        return topic;
    }

    private void createTopic(String topic, int partitions) throws Exception {
        createTopic(topic, partitions, Map.of());
    }

    /** Creates a topic with settings of the topic. */
    public void createTopic(String topic, int partitions, Map<String, String> config) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(config)))
                .all()
                .get();
        // Before all partitions have leaders, a producer may see only some of them.
        Awaitility.await().until(() -> hasLeaders(topic, partitions));
    }

    /** Deletes the records of partition 0 before an offset, as retention does. */
    public void deleteRecords(String topic, long beforeOffset) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(beforeOffset)))
                .all()
                .get();
    }

    /** Deletes a topic and creates it again, empty, with one partition. */
    public void recreateTopic(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        Awaitility.await().until(() -> !admin.listTopics().names().get().contains(topic));
        Awaitility.await().ignoreException(ExecutionException.class).until(() -> {
            createTopic(topic, 1);
            return true;
        });
    }

    private boolean hasLeaders(String topic, int partitions) throws Exception {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                        .flatMap(description -> description.partitions().stream())
                        .filter(partition -> partition.leader() != null)
                        .count()
                == partitions;
    }

    /** Sends a record and returns its offset. */
    long send(String topic, @Nullable String key, @Nullable String value) throws Exception {
        return producer.send(new ProducerRecord<>(topic, key, value)).get().offset();
    }

    /** Sends a record with headers of text, and waits for its acknowledgement. */
    public void send(String topic, String key, String value, Map<String, String> headers) throws Exception {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        producer.send(record).get();
    }

    /** Sends a record without waiting for its acknowledgement; {@link #flush()} waits. */
    public void sendAsync(String topic, @Nullable String key, String value) {
        unacknowledged.add(producer.send(new ProducerRecord<>(topic, key, value)));
    }

    public void flush() {
        producer.flush();
        for (Future<?> send = unacknowledged.poll(); send != null; send = unacknowledged.poll()) {
            try {
                send.get();
            } catch (ExecutionException | InterruptedException e) {
                unacknowledged.clear(); // so that later tests see only their own sends
                throw new AssertionError("record not sent", e);
            }
        }
    }

    /** Returns the insert of a customer as Debezium writes it without schemas. */
    public static String create(int id, int version, long lastCommit, long lsn) {
        return ("{'before':null,'after':{'id':" + id + ",'version':" + version + "},'source':{'version':'3.7.0.Final',"
                        + "'connector':'postgresql','name':'cdctest','ts_ms':1700000000000,'snapshot':'false',"
                        + "'db':'cdctest','sequence':'[\\\"" + lastCommit + "\\\",\\\"" + lsn + "\\\"]',"
                        + "'ts_us':1700000000000000,'ts_ns':1700000000000000000,'schema':'public',"
                        + "'table':'customers','txId':7,'lsn':" + lsn + ",'xmin':null},'transaction':null,'op':'c',"
                        + "'ts_ms':1700000000001,'ts_us':1700000000001000,'ts_ns':1700000000001000000}")
                .replace('\'', '"');
    }

    public static String key(int id) {
        return "{\"id\":" + id + "}";
    }

    /** Returns the committed offset of a group; -1 if there is none. */
    public long committedOffset(String group, String topic, int partition) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        OffsetAndMetadata offset = offsets.get(new TopicPartition(topic, partition));
        return offset == null ? -1 : offset.offset();
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        stack.deleteData();
    }
}
