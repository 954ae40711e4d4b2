package dev.ezcdc.e2e.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerException;
import dev.ezcdc.consumer.Delivery;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.StartFrom;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestBroker;
import dev.ezcdc.e2e.support.TestStacks;
import dev.ezcdc.envelope.Create;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the consumer promises of delivery, on a real broker. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryIT {

    private static final FailurePolicy TWO_ATTEMPTS_THEN_DEAD_LETTER =
            FailurePolicy.retryThenDeadLetter(2, Duration.ofMillis(20), Duration.ofMillis(20));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private TestBroker broker;

    private final Path folder = TestStacks.newHome();

    @BeforeAll
    void startBroker() {
        broker = new TestBroker();
    }

    @AfterAll
    void stopBroker() {
        threads.shutdownNow();
        broker.close();
    }

    private ChangeConsumer.Builder settings(String topic, String group) {
        return ChangeConsumer.builder(broker.bootstrapServers(), Topics.named(topic), group)
                .notices(notice -> notices.add(notice.message()))
                .deadLetters(DeadLetterTarget.file(folder.resolve("dead-letters.jsonl")));
    }

    private static String newGroup() {
        return "g-" + UUID.randomUUID();
    }

    /** A consumer in a thread of its own. */
    private record RunningConsumer(ChangeConsumer consumer, Future<?> run) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            consumer.close();
            run.get(30, TimeUnit.SECONDS);
        }
    }

    private RunningConsumer start(ChangeConsumer.Builder settings, ChangeHandler handler) {
        ChangeConsumer consumer = settings.handler(handler).build();
        return new RunningConsumer(consumer, threads.submit(consumer::run));
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    private static int id(ConsumedRecord received) {
        return number(received, "id");
    }

    private static int number(ConsumedRecord received, String column) {
        Object value = ((Create) received.record()).after().get(column);
        return ((Number) Objects.requireNonNull(value)).intValue();
    }

    private static int version(ConsumedRecord received) {
        return number(received, "version");
    }

    private void sendCreates(String topic, int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> broker.sendAsync(topic, TestBroker.key(i), TestBroker.create(i, 0, 1000 + i, 2000 + i)));
        broker.flush();
    }

    private List<Integer> consumeIdsUntil(ChangeConsumer.Builder settings, int last) throws Exception {
        List<Integer> ids = new CopyOnWriteArrayList<>();
        try (RunningConsumer running = start(settings, received -> ids.add(id(received)))) {
            await(() -> running.run().isDone() || ids.contains(last));
        }
        return ids;
    }

    @Test
    void deadLettersRecordAfterLastAttempt() throws Exception {
        String topic = broker.newTopic(1);
        String letters = broker.newTopic(1);
        String group = newGroup();
        sendCreates(topic, 0, 5);
        List<Integer> asked = new CopyOnWriteArrayList<>();
        ChangeConsumer.Builder settings = settings(topic, group)
                .failurePolicy(TWO_ATTEMPTS_THEN_DEAD_LETTER)
                .deadLetters(DeadLetterTarget.topic(letters));
        ChangeHandler failing = received -> {
            asked.add(id(received));
            if (id(received) == 2) {
                throw new IllegalStateException("secret of row 2");
            }
        };
        try (RunningConsumer running = start(settings, failing)) {
            await(() -> asked.contains(4));
        }
        assertThat(asked).containsExactly(0, 1, 2, 2, 3, 4);
        assertThat(broker.committedOffset(group, topic, 0)).isEqualTo(5);
        assertThat(notices).noneMatch(notice -> notice.contains("secret of row 2"));

        String[] box = {"--topic", letters, "--bootstrap-servers", broker.bootstrapServers()};
        JsonNode letter = listDeadLetters(box).get(0);
        assertThat(letter.get("topic").asText()).isEqualTo(topic);
        assertThat(letter.get("partition").asInt()).isZero();
        assertThat(letter.get("offset").asLong()).isEqualTo(2);
        assertThat(letter.get("cause").asText()).isEqualTo("handler");
        assertThat(letter.get("reason").asText()).contains("IllegalStateException", "secret of row 2");
        assertThat(letter.get("attempt").asInt()).isEqualTo(2);

        // Put back, the handler is given it again, and now takes it.
        assertThat(runDeadLetters("replay", box).out()).contains("replayed " + topic + "-0@2", "1 replayed");
        assertThat(consumeIdsUntil(settings, 2)).containsExactly(2);
        assertThat(listDeadLetters(box).get(0).get("replayed").asBoolean()).isTrue();
        assertThat(runDeadLetters("replay", box).out()).contains("0 replayed");
    }

    @Test
    void replayedRecordKeepsCountingAttempts() throws Exception {
        String topic = broker.newTopic(1);
        Path file = folder.resolve("letters.jsonl");
        ChangeConsumer.Builder settings = settings(topic, newGroup())
                .failurePolicy(TWO_ATTEMPTS_THEN_DEAD_LETTER)
                .delivery(Delivery.DEDUPLICATED)
                .deadLetters(DeadLetterTarget.file(file));
        sendCreates(topic, 0, 2);
        String[] box = {"--file", file.toString(), "--bootstrap-servers", broker.bootstrapServers()};
        AtomicInteger asked = new AtomicInteger();
        try (RunningConsumer running = start(settings, received -> {
            if (id(received) == 0) {
                asked.incrementAndGet();
                throw new java.io.IOException("no");
            }
        })) {
            await(() -> asked.get() == 2);
            await(() -> file.toFile().exists() && listDeadLetters(box).size() == 1);
            assertThat(runDeadLetters("replay", box).exitCode()).isZero();
            await(() -> listDeadLetters(box).size() == 2);
        }
        assertThat(listDeadLetters(box).get(1).get("attempt").asInt()).isEqualTo(4);
        assertThat(listDeadLetters(box).get(1).get("offset").asLong()).isEqualTo(2);
    }

    private Cli runDeadLetters(String command, String... box) {
        List<String> arguments = new ArrayList<>(List.of("dead-letters", command));
        arguments.addAll(List.of(box));
        Cli done = Cli.run(Cli.cdc(arguments.toArray(String[]::new)));
        assertThat(done.exitCode()).as(done.err()).isZero();
        return done;
    }

    private JsonNode listDeadLetters(String... box) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(box));
        arguments.add("--json");
        return new ObjectMapper()
                .readTree(runDeadLetters("list", arguments.toArray(String[]::new)).out())
                .get("letters");
    }

    @Test
    void skipsRedeliveriesAfterRestart() throws Exception {
        String topic = broker.newTopic(1);
        ChangeConsumer.Builder settings = settings(topic, newGroup()).delivery(Delivery.DEDUPLICATED);
        sendCreates(topic, 0, 10);
        assertThat(consumeIdsUntil(settings, 9)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        sendCreates(topic, 4, 12); // the connector began again at 4
        assertThat(consumeIdsUntil(settings, 11)).containsExactly(10, 11);
    }

    @Test
    void recordThatStoppedTheConsumerIsNotARedelivery() throws Exception {
        String topic = broker.newTopic(1);
        ChangeConsumer.Builder settings =
                settings(topic, newGroup()).delivery(Delivery.DEDUPLICATED).failurePolicy(FailurePolicy.stop());
        sendCreates(topic, 0, 6);
        List<Integer> handled = new CopyOnWriteArrayList<>();
        RunningConsumer running = start(settings, received -> {
            if (id(received) == 3) {
                throw new IllegalStateException("not now");
            }
            handled.add(id(received));
        });
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                        ExecutionException.class, () -> running.run().get(60, TimeUnit.SECONDS)))
                .hasCauseInstanceOf(ConsumerException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(handled).containsExactly(0, 1, 2);
        assertThat(consumeIdsUntil(settings, 5)).containsExactly(3, 4, 5);
    }

    @Test
    void keysRunInParallelInTheirOrder() throws Exception {
        String topic = broker.newTopic(2);
        String group = newGroup();
        int keys = 20;
        int versions = 100;
        for (int version = 0; version < versions; version++) {
            for (int id = 0; id < keys; id++) {
                broker.sendAsync(topic, TestBroker.key(id), TestBroker.create(id, version, 1, 1));
            }
        }
        broker.flush();
        Map<Integer, List<Integer>> seen = new ConcurrentHashMap<>();
        AtomicInteger atOnce = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(2);
        ChangeConsumer.Builder settings = settings(topic, group).threads(4);
        try (RunningConsumer running = start(settings, received -> {
            if (atOnce.incrementAndGet() <= 2) {
                together.countDown(); // two that wait for each other: with one thread neither would go on
                assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
            }
            seen.computeIfAbsent(id(received), id -> new CopyOnWriteArrayList<>())
                    .add(version(received));
        })) {
            await(() -> running.run().isDone()
                    || seen.values().stream().mapToInt(List::size).sum() == keys * versions);
        }
        assertThat(seen).hasSize(keys);
        assertThat(seen.values()).allSatisfy(order -> assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, versions).boxed().toList()));
        assertThat(broker.committedOffset(group, topic, 0) + broker.committedOffset(group, topic, 1))
                .isEqualTo(keys * versions);
    }

    @Test
    void parallelKeysCommitOnlyFinishedRecords() throws Exception {
        String topic = broker.newTopic(1);
        String group = newGroup();
        sendCreates(topic, 0, 50);
        Set<Integer> handled = ConcurrentHashMap.newKeySet();
        ChangeConsumer.Builder settings = settings(topic, group)
                .threads(4)
                .failurePolicy(FailurePolicy.stop());
        RunningConsumer running = start(settings, received -> {
            if (id(received) == 20) {
                throw new IllegalStateException("not this one");
            }
            handled.add(id(received));
        });
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> running.run().get(60, TimeUnit.SECONDS)))
                .hasRootCauseMessage("not this one");
        long committed = broker.committedOffset(group, topic, 0);
        assertThat(committed).isBetween(-1L, 20L);
        assertThat(handled)
                .containsAll(
                        IntStream.range(0, (int) Math.max(committed, 0)).boxed().toList());
    }

    @Test
    void rebalancesLoseNothing() throws Exception {
        String topic = broker.newTopic(4);
        String group = newGroup();
        Set<Integer> handled = ConcurrentHashMap.newKeySet();
        Map<Integer, Integer> failures = new ConcurrentHashMap<>();
        ChangeHandler handler = received -> {
            // Now and then one fails once, so that partitions change hands while others wait for their next attempt.
            if (id(received) % 97 == 0 && failures.merge(id(received), 1, Integer::sum) == 1) {
                throw new IllegalStateException("once");
            }
            handled.add(id(received));
        };
        FailurePolicy retry = FailurePolicy.retryThenDeadLetter(5, Duration.ofMillis(300), Duration.ofMillis(300));
        ChangeConsumer.Builder one = settings(topic, group).failurePolicy(retry);
        ChangeConsumer.Builder several = settings(topic, group).threads(3).failurePolicy(retry);
        int count = 2000;
        Future<?> writing = threads.submit(() -> {
            for (int i = 0; i < count; i += 10) {
                sendCreates(topic, i, i + 10);
            }
        });
        try (RunningConsumer first = start(one, handler)) {
            for (int i = 0; i < 3; i++) {
                int enough = Math.min(count, handled.size() + 200);
                try (RunningConsumer second = start(i % 2 == 0 ? several : one, handler)) {
                    await(() -> handled.size() >= enough);
                }
            }
            writing.get(60, TimeUnit.SECONDS);
            await(() -> handled.size() == count);
        }
    }

    @Test
    void startsAtTheConfiguredPosition() throws Exception {
        String topic = broker.newTopic(1);
        String group = newGroup();
        sendCreates(topic, 0, 3);
        assertThat(consumeIdsUntil(settings(topic, group), 2)).containsExactly(0, 1, 2);
        Instant between = Instant.now();
        await(() -> Instant.now().toEpochMilli() > between.toEpochMilli());
        sendCreates(topic, 3, 6);

        assertThat(consumeIdsUntil(
                        settings(topic, group).startFrom(StartFrom.BEGINNING), 5))
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(consumeIdsUntil(
                        settings(topic, group)
                                .startFrom(StartFrom.timestamp(between.plusMillis(1))),
                        5))
                .containsExactly(3, 4, 5);
        Map<TopicPartition, Long> saved = new HashMap<>();
        saved.put(new TopicPartition(topic, 0), 4L);
        assertThat(consumeIdsUntil(
                        settings(topic, group)
                                .startFrom(StartFrom.offsets(saved)),
                        5))
                .containsExactly(4, 5);

        sendCreates(topic, 6, 7);
        List<Integer> fromEnd = new CopyOnWriteArrayList<>();
        try (RunningConsumer running =
                start(settings(topic, group).startFrom(StartFrom.END), received -> fromEnd.add(id(received)))) {
            await(() -> broker.committedOffset(group, topic, 0) == 7);
            sendCreates(topic, 7, 8);
            await(() -> fromEnd.contains(7));
        }
        assertThat(fromEnd).containsExactly(7);
    }
}
