package dev.ezcdc.consumer;

import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import dev.ezcdc.consumer.internal.connect.CompositeListener;
import dev.ezcdc.consumer.internal.connect.ConsumerSettings;
import dev.ezcdc.consumer.internal.connect.NoticeLogger;
import dev.ezcdc.consumer.internal.connect.StatusTracker;
import dev.ezcdc.consumer.internal.connect.StopToken;
import dev.ezcdc.consumer.internal.poll.ConsumerSession;
import dev.ezcdc.consumer.redact.Redaction;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads Debezium's topics, decodes the records and passes them to a {@link ChangeHandler}. Delivery is at least once.
 * Records of a partition are handled in order; with several threads, records of a key.
 *
 * <p>{@link #run()} consumes on the calling thread until {@link #stop()} is called. While Kafka or the topics are missing,
 * it waits and reports the reason. Offsets are committed after their records are handled. Malformed records, and records
 * that still fail after the last retry, become dead letters and do not stop the consumer.
 *
 * <p>All methods except {@link #run()} are thread-safe.
 */
public final class ChangeConsumer implements ConsumerStatus, AutoCloseable {

    private final ConsumerSettings settings;
    private final ChangeHandler handler;
    private final ConsumerListener listener;
    private final StatusTracker status = new StatusTracker();
    private final StopToken stop = new StopToken();
    private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    private ChangeConsumer(ConsumerSettings settings, ChangeHandler handler, ConsumerListener listener) {
        this.settings = settings;
        this.handler = handler;
        this.listener = listener;
    }

    /**
     * Returns a builder with defaults for everything except the handler.
     *
     * @param bootstrapServers one or more brokers as {@code host:port}, separated by commas
     * @param groupId the consumer group, for which Kafka stores the committed offsets
     */
    public static Builder builder(String bootstrapServers, Topics topics, String groupId) {
        return new Builder(bootstrapServers, topics, groupId);
    }

    /**
     * Consumes until {@link #stop()} is called or this thread is interrupted. Commits the offsets of the handled records
     * before it returns or throws. After an interrupt, it returns with the interrupt flag set. It throws no checked
     * exceptions; while Kafka is unavailable, it waits.
     *
     * @throws ConsumerException if the handler fails and the {@link FailurePolicy} stops the consumer, if {@link
     *     ChangeHandler#flush()} fails, if the handler is interrupted, if a dead letter cannot be written, or if Kafka
     *     rejects a request; the cause is the original exception
     * @throws Error if the JVM failed, such as an {@link OutOfMemoryError}; records since the last commit are delivered again
     * @throws IllegalStateException if it has been called before
     */
    public void run() {
        if (!runner.compareAndSet(null, Thread.currentThread())) {
            throw new IllegalStateException("a ChangeConsumer can run only once");
        }
        boolean interrupted = false;
        setHealth(Health.State.WAITING, "starting");
        try {
            listener.onStart(status);
            new ConsumerSession(settings, handler, listener, stop, status).run();
            setHealth(Health.State.STOPPED, null);
        } catch (InterruptException interrupt) {
            interrupted = true;
            setHealth(Health.State.STOPPED, "interrupted");
        } catch (Exception failure) {
            // stop() wakes up calls to Kafka, and no record is then half handled. Handlers' exceptions are wrapped.
            if (!(failure instanceof WakeupException) || !stop.isRequested()) {
                interrupted = failure instanceof InterruptedException;
                ConsumerException wrapped = ConsumerException.wrap(failure);
                setHealth(Health.State.FAILED, wrapped.causeName());
                throw wrapped;
            }
            setHealth(Health.State.STOPPED, null);
        } catch (Error error) {
            setHealth(Health.State.FAILED, error.getClass().getName());
            throw error;
        } finally {
            ended.countDown();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void setHealth(Health.State state, @Nullable String detail) {
        status.healthTracker().set(state, detail);
    }

    /** Makes {@link #run()} return after the records in flight. Does not wait for it. Can be called several times. */
    public void stop() {
        stop.request();
    }

    /** Stops, and waits until {@link #run()} has returned on another thread or this thread is interrupted. */
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

    @Override
    public Health health() {
        return status.health();
    }

    @Override
    public OptionalLong lag() {
        return status.lag();
    }

    @Override
    public long lostRecords() {
        return status.lostRecords();
    }

    @Override
    public long deadLettered(DeadLetter.Cause cause) {
        return status.deadLettered(cause);
    }

    /** Returns the settings without the values of the client properties, which may include passwords. */
    @Override
    public String toString() {
        return "consumer of " + settings;
    }

    /** Builds a {@link ChangeConsumer}. Can build several. Not thread-safe. */
    public static final class Builder {
        private final String bootstrapServers;
        private final Topics topics;
        private final String groupId;
        private @Nullable ChangeHandler handler;
        private final List<ConsumerListener> listeners = new ArrayList<>();
        private Consumer<ConsumerNotice> notices = new NoticeLogger(ChangeConsumer.class);
        private StartFrom startFrom = StartFrom.COMMITTED_OR_EARLIEST;
        private Map<String, String> clientProperties = Map.of();
        private DeadLetterTarget deadLetters = DeadLetterTarget.file(Path.of("dead-letters.jsonl"));
        private CommitPolicy commitPolicy = CommitPolicy.every(Duration.ofMillis(200));
        private Delivery delivery = Delivery.AT_LEAST_ONCE;
        private FailurePolicy failurePolicy = FailurePolicy.retryThenDeadLetter();
        private int threads = 1;
        private RecordFilter filter = RecordFilter.ALL;
        private Redaction redaction = Redaction.NONE;
        private RecordDecoder decoder = EnvelopeDecoder.create()::decode;

        private Builder(String bootstrapServers, Topics topics, String groupId) {
            this.bootstrapServers = bootstrapServers;
            this.topics = topics;
            this.groupId = groupId;
        }

        /** Sets the handler of the records. Required. */
        public Builder handler(ChangeHandler newHandler) {
            handler = newHandler;
            return this;
        }

        /** Adds a listener. Can be called several times. Default: none. */
        public Builder listener(ConsumerListener newListener) {
            listeners.add(newListener);
            return this;
        }

        /**
         * Sets the handler of notices, which must be thread-safe. Listeners receive them too. Default: logs them through
         * SLF4J, {@code WAITING} and {@code READY} as info, all others as warnings.
         */
        public Builder notices(Consumer<ConsumerNotice> newNotices) {
            notices = newNotices;
            return this;
        }

        /** Sets where to start. Default: {@link StartFrom#COMMITTED_OR_EARLIEST}. */
        public Builder startFrom(StartFrom newStartFrom) {
            startFrom = newStartFrom;
            return this;
        }

        /**
         * Sets further properties of Kafka's clients, such as TLS, SASL and fetch sizes. They override this consumer's
         * defaults, but not the properties that it sets itself, such as {@code enable.auto.commit}. Default: none.
         */
        public Builder clientProperties(Map<String, String> newClientProperties) {
            clientProperties = newClientProperties;
            return this;
        }

        /** Sets the destination of dead letters. Default: file {@code dead-letters.jsonl} in the working directory. */
        public Builder deadLetters(DeadLetterTarget newDeadLetters) {
            deadLetters = newDeadLetters;
            return this;
        }

        /** Sets how often offsets are committed. Default: every 200 ms. */
        public Builder commitPolicy(CommitPolicy newCommitPolicy) {
            commitPolicy = newCommitPolicy;
            return this;
        }

        /** Sets whether redeliveries are skipped. Default: {@link Delivery#AT_LEAST_ONCE}. */
        public Builder delivery(Delivery newDelivery) {
            delivery = newDelivery;
            return this;
        }

        /** Sets the reaction to a failing handler. Default: {@link FailurePolicy#retryThenDeadLetter()}. */
        public Builder failurePolicy(FailurePolicy newFailurePolicy) {
            failurePolicy = newFailurePolicy;
            return this;
        }

        /**
         * Sets the number of threads that call the handler, from 1 to 1000. Default: 1. The thread in {@link
         * ChangeConsumer#run()} polls meanwhile, so a handler may take longer than {@code max.poll.interval.ms}. With more
         * threads, records of different keys are handled concurrently, records of one key in order,
         * and records without a key alone.
         */
        public Builder threads(int newThreads) {
            threads = newThreads;
            return this;
        }

        /** Sets which records the handler gets. The others count as handled. Default: all. */
        public Builder filter(RecordFilter newFilter) {
            filter = newFilter;
            return this;
        }

        /** Sets the columns to hide from the handler and the listeners. Default: none. */
        public Builder redaction(Redaction newRedaction) {
            redaction = newRedaction;
            return this;
        }

        /** Sets the decoder. Default: an {@link EnvelopeDecoder} with its default options. */
        public Builder decoder(RecordDecoder newDecoder) {
            decoder = newDecoder;
            return this;
        }

        /**
         * Builds the consumer. Does not connect yet.
         *
         * @throws IllegalArgumentException if an option is invalid
         * @throws IllegalStateException if no handler is set
         */
        public ChangeConsumer build() {
            if (handler == null) {
                throw new IllegalStateException("handler is required");
            }
            ConsumerSettings settings = new ConsumerSettings(
                    bootstrapServers,
                    topics,
                    groupId,
                    startFrom,
                    clientProperties,
                    deadLetters,
                    commitPolicy,
                    delivery,
                    failurePolicy,
                    threads,
                    filter,
                    redaction,
                    decoder);
            return new ChangeConsumer(settings, handler, new CompositeListener(listeners, notices));
        }
    }
}
