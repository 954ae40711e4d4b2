package dev.ezcdc.instruments.ledger;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerSettings;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.Topics;
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
 * Writes by a plan while consuming, then waits for the last events and draws up the account. Runs once, on a stack that
 * streams.
 */
public final class VerifiedRun {

    /** How long to go on waiting for events while none come. */
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
     * What a run came to.
     *
     * @param consumed the change events that were handled, of whomever
     * @param malformed the records that were put aside
     */
    public record Result(LoadSummary load, long consumed, long malformed, LedgerSummary ledger) {}

    /**
     * @param topic of the table that is written to
     * @param shown gets every record besides, on the consumer's thread
     * @param progress told of waiting and trouble, in a few words
     */
    public VerifiedRun(Endpoints endpoints, String topic, ChangeHandler shown, Consumer<String> progress) {
        this(endpoints, topic, shown, new ConsumerListener() {}, progress);
    }

    /**
     * @param topic of the table that is written to
     * @param shown gets every record besides, on the consumer's thread
     * @param observer hears what the consumer does
     * @param progress told of waiting and trouble, in a few words
     */
    public VerifiedRun(
            Endpoints endpoints,
            String topic,
            ChangeHandler shown,
            ConsumerListener observer,
            Consumer<String> progress) {
        this.endpoints = endpoints;
        this.topic = topic;
        this.handler = shown;
        this.listener = observer;
        this.progress = progress;
    }

    /** Ends the writing soon, after which {@link #run} goes on to its account. From any thread. */
    public void stop() {
        stopped = true;
        LoadGenerator running = load;
        if (running != null) {
            running.cancel();
        }
    }

    /**
     * Runs to the end.
     *
     * @throws ExecutionException if the consumer failed, with its error
     */
    public Result run(LoadOptions options) throws ExecutionException, InterruptedException {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (EphemeralConsumerGroup group = EphemeralConsumerGroup.createAtEnd(endpoints.bootstrapServers(), topic);
                ChangeConsumer consumer = createConsumer(group)) {
            Future<?> consuming = thread.submit(() -> {
                consumer.run();
                return null;
            });
            LoadSummary written = write(options);
            drain(consuming);
            consumer.stop();
            consuming.get();
            return new Result(written, consumed.sum(), consumer.malformed(), ledger.summary());
        } finally {
            thread.shutdownNow();
        }
    }

    private ChangeConsumer createConsumer(EphemeralConsumerGroup group) {
        ConsumerSettings settings = ConsumerSettings.builder(
                        endpoints.bootstrapServers(), Topics.named(topic), group.name())
                .failurePolicy(FailurePolicy.stop())
                .observer(listener)
                .build();
        return new ChangeConsumer(settings, new LedgerHandler(), progress);
    }

    private LoadSummary write(LoadOptions options) throws InterruptedException {
        LoadGenerator generator = new LoadGenerator(options, new LedgerListener(ledger, progress));
        load = generator;
        if (stopped) {
            generator.cancel();
        }
        LoadSummary written = generator.run();
        if (written.unsent() > 0) {
            progress.accept("the server was too slow for this rate: " + written.unsent() + " rows were not sent");
        }
        return written;
    }

    /** Waits for the events of what was written; a consumer that failed ends the wait. */
    private void drain(Future<?> consuming) throws InterruptedException, ExecutionException {
        long seen = -1;
        long silentSince = System.nanoTime();
        while (ledger.outstandingCount() > 0 && System.nanoTime() - silentSince < QUIET_TIMEOUT.toNanos()) {
            if (consumed.sum() != seen) {
                seen = consumed.sum();
                silentSince = System.nanoTime();
            }
            try {
                consuming.get(10, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException stillConsuming) {
                continue;
            }
        }
    }

    /** Enters what arrives into the ledger, then shows it. */
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
