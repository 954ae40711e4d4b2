package dev.ezcdc.e2e.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.StartFrom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kafka deletes records, or a whole topic, before the consumer has read it. */
@Tag("long")
class RetentionIT extends BrokerTest {

    private static List<Integer> ids(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void recordsDeletedBeforeTheStartAreReportedAsLost() throws Exception {
        String topic = broker.newTopic(1);
        ChangeConsumer.Builder settings = settings(topic, newGroup());
        sendCreates(topic, 0, 10);
        assertThat(consumeIdsUntil(settings, 9)).containsExactlyElementsOf(ids(0, 10));
        sendCreates(topic, 10, 30);
        broker.deleteRecords(topic, 20);

        List<Integer> ids = new CopyOnWriteArrayList<>();
        try (RunningConsumer running = start(settings, received -> ids.add(id(received)))) {
            await(() -> running.run().isDone() || ids.contains(29));
            assertThat(running.consumer().lostRecords()).isEqualTo(10);
        }
        assertThat(ids).containsExactlyElementsOf(ids(20, 30));
        assertThat(notices)
                .anyMatch(notice -> notice.contains("lost up to 10 records of " + topic + "-0, offsets 10 to 19"));
    }

    @Test
    void recordsDeletedUnderASlowHandlerAreReportedAsLost() throws Exception {
        String topic = broker.newTopic(1);
        sendCreates(topic, 0, 10);
        List<Integer> ids = new CopyOnWriteArrayList<>();
        ChangeConsumer.Builder settings = settings(topic, newGroup()).clientProperties(Map.of("max.poll.records", "5"));
        try (RunningConsumer running = start(settings, received -> {
            ids.add(id(received));
            if (id(received) == 9) {
                // Before the next fetch: later records arrive, and retention deletes all but the last ones.
                sendCreates(topic, 10, 2_000);
                broker.deleteRecords(topic, 1_990);
            }
        })) {
            await(() -> running.run().isDone() || ids.contains(1_999));
            long lost = running.consumer().lostRecords();
            // Each record was either handled or counted as lost.
            assertThat(ids.size() + lost).isEqualTo(2_000);
        }
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void startWithoutCommittedOffsetIsNoLoss() throws Exception {
        String topic = broker.newTopic(1);
        sendCreates(topic, 0, 10);
        broker.deleteRecords(topic, 4);
        List<Integer> ids = new CopyOnWriteArrayList<>();
        try (RunningConsumer running = start(settings(topic, newGroup()), received -> ids.add(id(received)))) {
            await(() -> running.run().isDone() || ids.contains(9));
            assertThat(running.consumer().lostRecords()).isZero();
        }
        assertThat(ids).containsExactlyElementsOf(ids(4, 10));
    }

    @Test
    void recreatedTopicIsReadFromItsOldestRecord() throws Exception {
        String topic = broker.newTopic(1);
        ChangeConsumer.Builder settings = settings(topic, newGroup());
        sendCreates(topic, 0, 10);
        assertThat(consumeIdsUntil(settings, 9)).containsExactlyElementsOf(ids(0, 10));
        broker.recreateTopic(topic);
        sendCreates(topic, 100, 105);
        assertThat(consumeIdsUntil(settings, 104)).containsExactlyElementsOf(ids(100, 105));
    }

    /** The committed offset would exist in the new topic. Kafka deletes it together with the old one. */
    @Test
    void longerRecreatedTopicIsReadFromItsOldestRecord() throws Exception {
        String topic = broker.newTopic(1);
        String group = newGroup();
        sendCreates(topic, 0, 10);
        assertThat(consumeIdsUntil(settings(topic, group), 9)).containsExactlyElementsOf(ids(0, 10));
        broker.recreateTopic(topic);
        sendCreates(topic, 100, 130);
        await(() -> broker.committedOffset(group, topic, 0) == -1);
        assertThat(consumeIdsUntil(settings(topic, group), 129)).containsExactlyElementsOf(ids(100, 130));
    }

    @Test
    void offsetBeyondTheEndIsReportedAndReadFromTheOldestRecord() throws Exception {
        String topic = broker.newTopic(1);
        sendCreates(topic, 0, 5);
        StartFrom beyond = StartFrom.offsets(Map.of(new TopicPartition(topic, 0), 50L));
        assertThat(consumeIdsUntil(settings(topic, newGroup()).startFrom(beyond), 4))
                .containsExactlyElementsOf(ids(0, 5));
        assertThat(notices).anyMatch(notice -> notice.contains("offset 50 of " + topic + "-0 does not exist"));
    }
}
