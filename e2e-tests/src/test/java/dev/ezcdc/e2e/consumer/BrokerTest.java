package dev.ezcdc.e2e.consumer;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import dev.ezcdc.e2e.support.SharedServers;
import dev.ezcdc.e2e.support.TestBroker;
import dev.ezcdc.envelope.Create;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test of the consumer on a real broker. The tests write their topics themselves. */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrokerTest {

    final List<String> notices = new CopyOnWriteArrayList<>();
    final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    Path directory = Path.of("");

    TestBroker broker;

    @BeforeAll
    void useBroker(TestBroker shared) {
        broker = shared;
    }

    @AfterAll
    void stopThreads() {
        threads.shutdownNow();
    }

    ChangeConsumer.Builder settings(String topic, String group) {
        return ChangeConsumer.builder(broker.bootstrapServers(), Topics.named(topic), group)
                .notices(notice -> notices.add(notice.message()))
                .deadLetters(DeadLetterTarget.file(directory.resolve("dead-letters.jsonl")));
    }

    static String newGroup() {
        return "g-" + UUID.randomUUID();
    }

    /** A consumer that runs in a background thread. */
    record RunningConsumer(ChangeConsumer consumer, Future<?> run) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            consumer.close();
            run.get(30, TimeUnit.SECONDS);
        }
    }

    RunningConsumer start(ChangeConsumer.Builder settings, ChangeHandler handler) {
        ChangeConsumer consumer = settings.handler(handler).build();
        return new RunningConsumer(consumer, threads.submit(consumer::run));
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    static int id(ConsumedRecord received) {
        return number(received, "id");
    }

    static int number(ConsumedRecord received, String column) {
        Object value = ((Create) received.record()).after().get(column);
        return ((Number) Objects.requireNonNull(value)).intValue();
    }

    static int version(ConsumedRecord received) {
        return number(received, "version");
    }

    void sendCreates(String topic, int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> broker.sendAsync(topic, TestBroker.key(i), TestBroker.create(i, 0, 1000 + i, 2000 + i)));
        broker.flush();
    }

    List<Integer> consumeIdsUntil(ChangeConsumer.Builder settings, int last) throws Exception {
        List<Integer> ids = new CopyOnWriteArrayList<>();
        try (RunningConsumer running = start(settings, received -> ids.add(id(received)))) {
            await(() -> running.run().isDone() || ids.contains(last));
        }
        return ids;
    }
}
