package dev.ezcdc.e2e.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.Delivery;
import dev.ezcdc.consumer.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kafka 4's group protocol, {@code group.protocol=consumer}. */
@Tag("long")
class ConsumerProtocolIT extends BrokerTest {

    private ChangeConsumer.Builder protocolSettings(String topic, String group, String... properties) {
        Map<String, String> all = new HashMap<>(Map.of("group.protocol", "consumer"));
        for (int i = 0; i < properties.length; i += 2) {
            all.put(properties[i], properties[i + 1]);
        }
        return settings(topic, group).clientProperties(all);
    }

    @Test
    void resumesAfterTheCommittedOffsetAndSkipsRedeliveries() throws Exception {
        String topic = broker.newTopic(1);
        ChangeConsumer.Builder settings = protocolSettings(topic, newGroup()).delivery(Delivery.DEDUPLICATED);
        sendCreates(topic, 0, 10);
        assertThat(consumeIdsUntil(settings, 9))
                .containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
        sendCreates(topic, 4, 12);
        assertThat(consumeIdsUntil(settings, 11)).containsExactly(10, 11);
    }

    @Test
    void slowHandlerGetsEachRecordOnce() throws Exception {
        String topic = broker.newTopic(1);
        sendCreates(topic, 0, 400);
        List<Integer> handled = new CopyOnWriteArrayList<>();
        try (RunningConsumer running =
                start(protocolSettings(topic, newGroup(), "max.poll.interval.ms", "3000"), received -> {
                    Waits.sleepFor(20);
                    handled.add(id(received));
                })) {
            await(() -> running.run().isDone() || handled.size() >= 400);
        }
        assertThat(handled)
                .containsExactlyElementsOf(IntStream.range(0, 400).boxed().toList());
    }

    @Test
    void membersShareThePartitionsAndLoseNothing() throws Exception {
        String topic = broker.newTopic(4);
        String group = newGroup();
        Set<Integer> handled = ConcurrentHashMap.newKeySet();
        try (RunningConsumer first = start(protocolSettings(topic, group), received -> handled.add(id(received)))) {
            sendCreates(topic, 0, 500);
            await(() -> first.run().isDone() || handled.size() == 500);
            try (RunningConsumer second =
                    start(protocolSettings(topic, group), received -> handled.add(id(received)))) {
                sendCreates(topic, 500, 1_000);
                await(() -> second.run().isDone() || handled.size() == 1_000);
            }
            sendCreates(topic, 1_000, 1_200);
            await(() -> first.run().isDone() || handled.size() == 1_200);
        }
    }

    @Test
    void patternSelectsTopics() throws Exception {
        String topic = broker.newTopic(1);
        sendCreates(topic, 0, 3);
        ChangeConsumer.Builder settings = ChangeConsumer.builder(
                        broker.bootstrapServers(),
                        Topics.matching(Pattern.compile(Pattern.quote(topic) + ".*")),
                        newGroup())
                .clientProperties(Map.of("group.protocol", "consumer"));
        assertThat(consumeIdsUntil(settings, 2)).containsExactly(0, 1, 2);
    }

    @Test
    void settingOfTheClassicProtocolIsRefused() {
        assertThatThrownBy(() -> protocolSettings("t", "g", "session.timeout.ms", "9000")
                        .handler(received -> {})
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("session.timeout.ms cannot be used with group.protocol=consumer");
    }
}
