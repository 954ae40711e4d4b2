package dev.ezcdc.e2e.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.StartFrom;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import dev.ezcdc.consumer.metrics.RecordTag;
import dev.ezcdc.e2e.support.TestBroker;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pattern of topics on a broker whose topics are not all Debezium's. */
@Tag("long")
class TopicPatternIT extends BrokerTest {

    private static final String PASSWORD = "made-up-password";

    /** As Debezium 3.7.0.Final writes the heartbeat of another connector of the database, without schemas. */
    private static final String HEARTBEAT_MESSAGE = TestBroker.create(0, 0, 1, 2)
            .replaceFirst(
                    "\"before\":null,\"after\":\\{[^}]*}",
                    "\"message\":{\"prefix\":\"other.heartbeat\",\"content\":\"eA==\"}")
            .replace("\"schema\":\"public\",\"table\":\"customers\"", "\"schema\":\"\",\"table\":\"\"")
            .replace("\"op\":\"c\"", "\"op\":\"m\"");

    private String prefix = "";

    private void createTopics() throws Exception {
        prefix = "p-" + UUID.randomUUID();
        for (String name : List.of("customers", "message", "heartbeat", "letters", "configs", "excluded")) {
            broker.createTopic(prefix + "." + name, 1, Map.of());
        }
        broker.send(
                prefix + ".configs",
                "connector-shop",
                "{\"properties\":{\"database.password\":\"" + PASSWORD + "\"}}",
                Map.of());
        broker.send(
                prefix + ".letters",
                TestBroker.key(99),
                TestBroker.create(99, 0, 1, 2),
                Map.of("ezcdc.topic", "t", "ezcdc.cause", "handler"));
        sendCreates(prefix + ".excluded", 98, 99);
        broker.send(prefix + ".heartbeat", "{\"serverName\":\"shop\"}", "{\"ts_ms\":1}", Map.of());
        for (int i = 0; i < 2; i++) {
            broker.send(prefix + ".message", "{\"prefix\":\"other.heartbeat\"}", HEARTBEAT_MESSAGE, Map.of());
        }
        sendCreates(prefix + ".customers", 0, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void patternReadsRecordsOfConnectorsOnly(String protocol) throws Exception {
        createTopics();
        String group = newGroup();
        Path letters = directory.resolve(group + ".jsonl");
        List<RecordTag> handled = new CopyOnWriteArrayList<>();
        List<Integer> ids = new CopyOnWriteArrayList<>();
        ChangeConsumer.Builder settings = ChangeConsumer.builder(
                        broker.bootstrapServers(),
                        Topics.matching(Pattern.compile(Pattern.quote(prefix) + "\\..*"))
                                .excluding(Pattern.compile(".*\\.excluded")),
                        group)
                .clientProperties(Map.of("group.protocol", protocol))
                .deadLetters(DeadLetterTarget.file(letters))
                .notices(notice -> notices.add(notice.message()));
        try (RunningConsumer running = start(settings, received -> {
            handled.add(RecordTag.from(received.record()));
            if (RecordTag.from(received.record()) == RecordTag.CREATE) {
                ids.add(id(received));
            }
        })) {
            await(() -> running.run().isDone()
                    || handled.size() == 6
                            && broker.committedOffset(group, prefix + ".letters", 0) == 1
                            && broker.committedOffset(group, prefix + ".configs", 0) == 1);
        }
        assertThat(ids).containsExactly(0, 1, 2);
        assertThat(Collections.frequency(handled, RecordTag.CREATE)).isEqualTo(3);
        assertThat(Collections.frequency(handled, RecordTag.MESSAGE)).isEqualTo(2);
        assertThat(Collections.frequency(handled, RecordTag.HEARTBEAT)).isEqualTo(1);
        assertThat(broker.committedOffset(group, prefix + ".excluded", 0)).isEqualTo(-1);
        assertThat(letters).doesNotExist();
        assertThat(notices)
                .noneMatch(notice -> notice.contains(PASSWORD))
                .anyMatch(notice -> notice.contains(prefix + ".letters has dead letters"))
                .anyMatch(notice -> notice.contains(prefix + ".configs has records of a Kafka Connect worker"));
    }

    @Test
    void patternForAllTopicsCommitsNoOffsetOfAnInternalTopic() throws Exception {
        createTopics();
        String group = newGroup();
        List<String> topics = new CopyOnWriteArrayList<>();
        ChangeConsumer.Builder settings = ChangeConsumer.builder(
                        broker.bootstrapServers(),
                        Topics.matching(Pattern.compile(".*")).excluding(Pattern.compile("t-.*")),
                        group)
                .startFrom(StartFrom.BEGINNING)
                .deadLetters(DeadLetterTarget.file(directory.resolve(group + ".jsonl")));
        try (RunningConsumer running = start(settings, received -> topics.add(received.topic()))) {
            await(() -> running.run().isDone() || topics.contains(prefix + ".customers"));
        }
        assertThat(topics).noneMatch(topic -> topic.startsWith("_"));
        for (int partition = 0; partition < 50; partition++) {
            assertThat(broker.committedOffset(group, "__consumer_offsets", partition))
                    .isEqualTo(-1);
        }
    }
}
