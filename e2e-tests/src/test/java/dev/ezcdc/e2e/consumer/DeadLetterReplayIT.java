package dev.ezcdc.e2e.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumerException;
import dev.ezcdc.consumer.Delivery;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import dev.ezcdc.e2e.support.Cli;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Dead letters of a failing handler, and their replay with {@code ./cdc dead-letters}. */
@Tag("long")
class DeadLetterReplayIT extends BrokerTest {

    private static final FailurePolicy TWO_ATTEMPTS_THEN_DEAD_LETTER =
            FailurePolicy.retryThenDeadLetter(2, Duration.ofMillis(20), Duration.ofMillis(20));

    @Test
    void deadLettersRecordAfterLastAttempt() throws Exception {
        String topic = broker.newTopic(1);
        String letters = broker.newTopic(1);
        String group = newGroup();
        sendCreates(topic, 0, 5);
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        ChangeConsumer.Builder settings = settings(topic, group)
                .failurePolicy(TWO_ATTEMPTS_THEN_DEAD_LETTER)
                .deadLetters(DeadLetterTarget.topic(letters));
        ChangeHandler failing = received -> {
            attempts.add(id(received));
            if (id(received) == 2) {
                throw new IllegalStateException("secret of row 2");
            }
        };
        try (RunningConsumer running = start(settings, failing)) {
            await(() -> attempts.contains(4));
        }
        assertThat(attempts).containsExactly(0, 1, 2, 2, 3, 4);
        assertThat(broker.committedOffset(group, topic, 0)).isEqualTo(5);
        assertThat(notices).noneMatch(notice -> notice.contains("secret of row 2"));

        String[] store = {"--topic", letters, "--bootstrap-servers", broker.bootstrapServers()};
        JsonNode letter = listDeadLetters(store).get(0);
        assertThat(letter.get("topic").asText()).isEqualTo(topic);
        assertThat(letter.get("partition").asInt()).isZero();
        assertThat(letter.get("offset").asLong()).isEqualTo(2);
        assertThat(letter.get("cause").asText()).isEqualTo("handler");
        assertThat(letter.get("reason").asText()).contains("IllegalStateException", "secret of row 2");
        assertThat(letter.get("attempt").asInt()).isEqualTo(2);

        // After the replay, the handler receives the record again and accepts it.
        assertThat(runDeadLetters("replay", store).out()).contains("replayed " + topic + "-0@2", "1 replayed");
        assertThat(consumeIdsUntil(settings, 2)).containsExactly(2);
        assertThat(listDeadLetters(store).get(0).get("replayed").asBoolean()).isTrue();
        assertThat(runDeadLetters("replay", store).out()).contains("0 replayed");
    }

    @Test
    void letterThatItsTopicRefusesStopsTheConsumerBeforeTheRecord() throws Exception {
        String topic = broker.newTopic(1);
        String letters = "letters-" + UUID.randomUUID();
        broker.createTopic(letters, 1, Map.of("max.message.bytes", "1000"));
        String group = newGroup();
        broker.sendAsync(topic, null, "not JSON " + "x".repeat(800));
        broker.flush();
        sendCreates(topic, 1, 3);
        List<Integer> ids = new CopyOnWriteArrayList<>();
        for (int start = 0; start < 2; start++) {
            ChangeConsumer.Builder settings = settings(topic, group).deadLetters(DeadLetterTarget.topic(letters));
            try (ChangeConsumer consumer =
                    settings.handler(received -> ids.add(id(received))).build()) {
                assertThatThrownBy(consumer::run)
                        .isInstanceOf(ConsumerException.class)
                        .hasMessageContaining("cannot write the dead letter of " + topic + "-0@0 to topic " + letters)
                        .hasMessageContaining("Increase max.message.bytes");
            }
            assertThat(broker.committedOffset(group, topic, 0)).isEqualTo(-1);
        }
        // A larger store takes it, and nothing is lost.
        Path file = directory.resolve("refused.jsonl");
        assertThat(consumeIdsUntil(settings(topic, group).deadLetters(DeadLetterTarget.file(file)), 2))
                .containsExactly(1, 2);
        assertThat(file).content().contains("\"offset\":0");
        assertThat(broker.committedOffset(group, topic, 0)).isEqualTo(3);
    }

    @Test
    void replayedRecordKeepsCountingAttempts() throws Exception {
        String topic = broker.newTopic(1);
        Path file = directory.resolve("letters.jsonl");
        ChangeConsumer.Builder settings = settings(topic, newGroup())
                .failurePolicy(TWO_ATTEMPTS_THEN_DEAD_LETTER)
                .delivery(Delivery.DEDUPLICATED)
                .deadLetters(DeadLetterTarget.file(file));
        sendCreates(topic, 0, 2);
        String[] store = {"--file", file.toString(), "--bootstrap-servers", broker.bootstrapServers()};
        AtomicInteger attempts = new AtomicInteger();
        try (RunningConsumer running = start(settings, received -> {
            if (id(received) == 0) {
                attempts.incrementAndGet();
                throw new IOException("no");
            }
        })) {
            await(() -> attempts.get() == 2);
            await(() -> file.toFile().exists() && listDeadLetters(store).size() == 1);
            assertThat(runDeadLetters("replay", store).exitCode()).isZero();
            await(() -> listDeadLetters(store).size() == 2);
        }
        assertThat(listDeadLetters(store).get(1).get("attempt").asInt()).isEqualTo(4);
        assertThat(listDeadLetters(store).get(1).get("offset").asLong()).isEqualTo(2);
    }

    private Cli runDeadLetters(String command, String... store) {
        List<String> arguments = new ArrayList<>(List.of("dead-letters", command));
        arguments.addAll(List.of(store));
        Cli result = Cli.run(Cli.cdc(arguments.toArray(String[]::new)));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    private JsonNode listDeadLetters(String... store) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(store));
        arguments.add("--json");
        return new ObjectMapper()
                .readTree(
                        runDeadLetters("list", arguments.toArray(String[]::new)).out())
                .get("letters");
    }
}
