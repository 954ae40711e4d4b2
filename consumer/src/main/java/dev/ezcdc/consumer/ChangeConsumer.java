package dev.ezcdc.consumer;

import dev.ezcdc.consumer.deadletter.DeadLetterSink;
import dev.ezcdc.consumer.internal.connect.BrokerReadiness;
import dev.ezcdc.consumer.internal.connect.CompositeListener;
import dev.ezcdc.consumer.internal.connect.HealthTracker;
import dev.ezcdc.consumer.internal.connect.LagMeter;
import dev.ezcdc.consumer.internal.connect.StartOffsetResolver;
import dev.ezcdc.consumer.internal.connect.StopToken;
import dev.ezcdc.consumer.internal.kafka.KafkaClients;
import dev.ezcdc.consumer.internal.poll.OffsetCommitter;
import dev.ezcdc.consumer.internal.poll.PollLoop;
import dev.ezcdc.consumer.internal.poll.RebalanceListener;
import dev.ezcdc.consumer.internal.process.DeadLetteringDecoder;
import dev.ezcdc.consumer.internal.process.Dispatcher;
import dev.ezcdc.consumer.internal.process.KeepAlive;
import dev.ezcdc.consumer.internal.process.KeyedDispatcher;
import dev.ezcdc.consumer.internal.process.RecordPipeline;
import dev.ezcdc.consumer.internal.process.RedeliveryFilters;
import dev.ezcdc.consumer.internal.process.RetryingHandler;
import dev.ezcdc.consumer.internal.process.SequentialDispatcher;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Reads Debezium's topics and hands each record, decoded, to a {@link ChangeHandler}: at least once, those of a partition
 * in their order (with several threads: those of a key).
 *
 * <p>{@link #run()} does the work on its caller's thread and returns after a {@link #stop()}; it can be run once. While
 * Kafka or the topics are not there it waits and says so. Offsets are committed after their records were handled.
 * Malformed records, and those at which the handler fails again and again, are kept aside and don't stop anything.
 */
public final class ChangeConsumer implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final ConsumerSettings settings;
    private final ChangeHandler handler;
    private final Consumer<String> notices;
    private final ConsumerListener observer;
    private final HealthTracker health = new HealthTracker();
    private final LagMeter lag = new LagMeter();
    private final StopToken stop = new StopToken();
    private final LongAdder malformed = new LongAdder();
    private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** A consumer that tells of waiting and of malformed records through SLF4J. */
    public ChangeConsumer(ConsumerSettings settings, ChangeHandler handler) {
        this(settings, handler, LoggerFactory.getLogger(ChangeConsumer.class)::warn);
    }

    /**
     * A consumer that tells of waiting and of malformed records in lines of text, which never hold values of rows.
     *
     * @param notices takes the lines, on the thread in {@link #run()}
     */
    public ChangeConsumer(ConsumerSettings settings, ChangeHandler handler, Consumer<String> notices) {
        this.settings = settings;
        this.handler = handler;
        this.notices = notices;
        this.observer = CompositeListener.of(settings.observers());
    }

    /**
     * Consumes until {@link #stop()} or an interrupt of this thread; then what was handled has been committed.
     *
     * @throws Exception what the handler threw, if its {@link FailurePolicy} says so; or an {@link java.io.IOException} or {@link
     *     org.apache.kafka.common.KafkaException} if dead letters can't be kept or Kafka refuses (not: is away)
     * @throws IllegalStateException if it has been run before
     */
    public void run() throws Exception {
        if (!runner.compareAndSet(null, Thread.currentThread())) {
            throw new IllegalStateException("a ChangeConsumer can be run only once");
        }
        boolean interrupted = false;
        health.is(Health.State.WAITING, "starting");
        observer.onStart(this);
        try {
            consume();
            health.is(Health.State.STOPPED, null);
        } catch (WakeupException wakeup) {
            // stop() woke a waiting call, and no record is half done; any other is the handler's.
            if (!stop.requested()) {
                health.is(Health.State.FAILED, wakeup.getClass().getName());
                throw wakeup;
            }
            health.is(Health.State.STOPPED, null);
        } catch (InterruptException interrupt) {
            interrupted = true;
            health.is(Health.State.STOPPED, "interrupted");
        } catch (Throwable failure) {
            health.is(Health.State.FAILED, failure.getClass().getName());
            throw failure;
        } finally {
            ended.countDown();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void consume() throws Exception {
        BrokerReadiness availability = new BrokerReadiness(settings, stop, notices, health);
        availability.awaitAddress();
        if (stop.requested()) {
            return;
        }
        KafkaConsumer<byte[], byte[]> consumer = KafkaClients.consumer(
                settings.bootstrapServers(),
                settings.group(),
                settings.clientProperties(),
                settings.startFrom() == StartFrom.COMMITTED_OR_LATEST ? "latest" : "earliest");
        stop.wakes(consumer);
        lag.of(consumer);
        AutoCloseable observed = observer.onConnected(consumer);
        try {
            boolean waited = availability.awaitTopics(consumer);
            if (stop.requested()) {
                return;
            }
            new StartOffsetResolver(settings, stop, notices).set(consumer, waited);
            loop(consumer, availability);
        } finally {
            stop.wakes(null);
            lag.of(null);
            observed.close();
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    private void loop(KafkaConsumer<byte[], byte[]> consumer, BrokerReadiness availability) throws Exception {
        OffsetCommitter commits = new OffsetCommitter(consumer, settings.commitPolicy(), notices);
        RedeliveryFilters redeliveries =
                settings.delivery() == Delivery.DEDUPLICATED ? new RedeliveryFilters(consumer) : null;
        KeepAlive keepAlive = new KeepAlive(consumer);
        RebalanceListener partitions = new RebalanceListener(commits, redeliveries, keepAlive);
        subscribe(consumer, partitions);
        try (DeadLetterSink deadLetters =
                DeadLetterSink.open(settings.deadLetters(), settings.bootstrapServers(), settings.clientProperties())) {
            DeadLetteringDecoder records =
                    new DeadLetteringDecoder(settings.decoding(), deadLetters, notices, malformed, observer);
            RecordPipeline intake = new RecordPipeline(records, redeliveries, settings, observer);
            RetryingHandler attempts =
                    new RetryingHandler(handler, settings.failurePolicy(), deadLetters, notices, observer);
            try (Dispatcher dispatch = settings.threads() == 1
                    ? new SequentialDispatcher(intake, attempts, keepAlive, stop)
                    : new KeyedDispatcher(settings.threads(), intake, attempts, keepAlive, stop)) {
                new PollLoop(
                                consumer,
                                dispatch,
                                partitions,
                                redeliveries,
                                deadLetters,
                                handler,
                                commits,
                                availability,
                                stop)
                        .run();
            }
        }
    }

    private void subscribe(KafkaConsumer<?, ?> consumer, RebalanceListener partitions) {
        if (settings.topics() instanceof Topics.Matching matching) {
            consumer.subscribe(matching.pattern(), partitions);
        } else {
            consumer.subscribe(((Topics.Named) settings.topics()).names(), partitions);
        }
    }

    /** Asks {@link #run()} to return after the record in hand; returns at once. From any thread, any number of times. */
    public void stop() {
        stop.request();
    }

    /** How many malformed records have been kept aside so far. From any thread. */
    public long malformed() {
        return malformed.sum();
    }

    /** How it is, at this moment. From any thread. */
    public Health health() {
        return health.get();
    }

    /**
     * How many records of its partitions were still to be read when each was last read from; empty while nothing has been
     * read. From any thread.
     */
    public OptionalLong lag() {
        return lag.records();
    }

    /** Stops, and waits until {@link #run()} has returned if another thread is in it; or until this one is interrupted. */
    @Override
    public void close() {
        stop();
        Thread running = runner.get();
        if (running != null && running != Thread.currentThread()) {
            try {
                ended.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
