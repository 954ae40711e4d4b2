package dev.ezcdc.instruments.ledger;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.LoadSummary;
import dev.ezcdc.loadgen.run.LoadGenerator;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a load while consuming its events, waits for the last events, and reconciles both. Requires a stack that streams.
 * Runs once.
 */
public final class VerifiedRun {

    /** Time without events after which a run stops waiting for missing ones. */
    private static final Duration QUIET_TIMEOUT = Duration.ofSeconds(15);

    private final Endpoints endpoints;
    private final String topic;
    private final ChangeHandler handler;
    private final ConsumerListener listener;
    private final Consumer<String> progress;
    private final ChangeLedger ledger = new ChangeLedger();
    private final LongAdder consumed = new LongAdder();
    private volatile @Nullable LoadGenerator load;
    private volatile boolean stopped;

    /**
     * The result of a run.
     *
     * @param consumed number of handled change events, including those of other clients' changes
     * @param malformed number of records that could not be decoded
     */
    public record Result(LoadSummary load, long consumed, long malformed, LedgerSummary ledger) {}

    /**
     * Creates a run without a listener.
     *
     * @param topic topic of the table that is written to
     * @param handler additionally receives every record, on the consumer's thread
     * @param progress receives messages about waits and problems
     */
    public VerifiedRun(Endpoints endpoints, String topic, ChangeHandler handler, Consumer<String> progress) {
        this(endpoints, topic, handler, new ConsumerListener() {}, progress);
    }

    /**
     * Creates a run.
     *
     * @param topic topic of the table that is written to
     * @param handler additionally receives every record, on the consumer's thread
     * @param listener receives the consumer's callbacks
     * @param progress receives messages about waits and problems
     */
    public VerifiedRun(
            Endpoints endpoints,
            String topic,
            ChangeHandler handler,
            ConsumerListener listener,
            Consumer<String> progress) {
        this.endpoints = endpoints;
        this.topic = topic;
        this.handler = handler;
        this.listener = listener;
        this.progress = progress;
    }

    /** Stops the load; {@link #run} then waits for the last events and returns. Thread-safe. */
    public void stop() {
        stopped = true;
        LoadGenerator running = load;
        if (running != null) {
            running.cancel();
        }
    }

    /**
     * Runs the load to its end and returns the reconciliation.
     *
     * @throws ExecutionException if the consumer failed, with its error
     */
    public Result run(LoadOptions options) throws ExecutionException, InterruptedException {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (EphemeralConsumerGroup group = EphemeralConsumerGroup.createAtEnd(endpoints, topic);
                ChangeConsumer consumer = createConsumer(group)) {
            Future<?> consuming = thread.submit(consumer::run);
            LoadSummary written = write(options);
            drain(consuming);
            consumer.stop();
            consuming.get();
            long malformed = consumer.deadLettered(DeadLetter.Cause.MALFORMED);
            return new Result(written, consumed.sum(), malformed, ledger.summary());
        } finally {
            thread.shutdownNow();
        }
    }

    private ChangeConsumer createConsumer(EphemeralConsumerGroup group) {
        return ChangeConsumer.builder(endpoints.bootstrapServers(), Topics.named(topic), group.name())
                .clientProperties(endpoints.security().kafkaClient())
                .handler(new LedgerHandler())
                .listener(listener)
                .notices(notice -> progress.accept(notice.message()))
                .failurePolicy(FailurePolicy.stop())
                .build();
    }

    private LoadSummary write(LoadOptions options) throws InterruptedException {
        LoadGenerator generator = new LoadGenerator(options, new LedgerListener(ledger, progress));
        load = generator;
        if (stopped) {
            generator.cancel();
        }
        LoadSummary written = generator.run();
        if (written.unsent() > 0) {
            progress.accept("PostgreSQL was too slow for this rate: " + written.unsent() + " rows were not sent");
        }
        return written;
    }

    /** Waits for the events of the written rows, or until the consumer stops. */
    private void drain(Future<?> consuming) throws InterruptedException, ExecutionException {
        long lastCount = -1;
        long quietSince = System.nanoTime();
        while (ledger.outstandingCount() > 0 && System.nanoTime() - quietSince < QUIET_TIMEOUT.toNanos()) {
            if (consumed.sum() != lastCount) {
                lastCount = consumed.sum();
                quietSince = System.nanoTime();
            }
            try {
                consuming.get(10, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException stillConsuming) {
                continue;
            }
        }
    }

    /** Adds each event to the ledger, then calls the handler. */
    private final class LedgerHandler implements ChangeHandler {

        @Override
        public void handle(ConsumedRecord received) throws Exception {
            if (received.record() instanceof ChangeEvent event) {
                ledger.addEvent(event, System.nanoTime());
                consumed.increment();
            }
            handler.handle(received);
        }

        @Override
        public void flush() throws Exception {
            handler.flush();
        }
    }
}
