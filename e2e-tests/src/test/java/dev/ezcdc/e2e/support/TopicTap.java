package dev.ezcdc.e2e.support;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import dev.ezcdc.envelope.CdcRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Reads topics from their beginning with the project's consumer and keeps the records. */
public final class TopicTap implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final List<ConsumedRecord> received = new CopyOnWriteArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final ChangeConsumer consumer;
    private final Future<?> running;

    /** Starts reading every topic that matches a regular expression. */
    public static TopicTap open(String bootstrapServers, String pattern, Path deadLetters) {
        return new TopicTap(ChangeConsumer.builder(
                        bootstrapServers, Topics.matching(Pattern.compile(pattern)), "tap-" + UUID.randomUUID())
                .deadLetters(DeadLetterTarget.file(deadLetters)));
    }

    private TopicTap(ChangeConsumer.Builder builder) {
        this.consumer = builder.handler(received::add)
                .notices(notice -> System.out.println("tap: " + notice.message()))
                .build();
        this.running = thread.submit(consumer::run);
    }

    /** Returns the records received so far, in order. */
    public List<ConsumedRecord> received() {
        return received;
    }

    /** Returns the records of one kind received so far. */
    public <T extends CdcRecord> List<T> ofKind(Class<T> kind) {
        return received.stream()
                .map(ConsumedRecord::record)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    public long malformed() {
        return consumer.deadLettered(DeadLetter.Cause.MALFORMED);
    }

    /** Waits for a number of records of one kind and returns all of that kind. */
    public <T extends CdcRecord> List<T> await(Class<T> kind, int count) {
        Awaitility.await()
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> running.isDone() || ofKind(kind).size() >= count);
        return ofKind(kind);
    }

    @Override
    public void close() throws Exception {
        consumer.close();
        running.get(10, TimeUnit.SECONDS);
        thread.shutdown();
    }
}
