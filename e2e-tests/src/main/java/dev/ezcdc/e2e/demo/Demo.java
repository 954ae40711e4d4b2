package dev.ezcdc.e2e.demo;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumerSettings;
import dev.ezcdc.consumer.ReceivedRecord;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.e2e.ledger.ChangeLedger;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.infra.EmbeddedStack;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.loadgen.Change;
import dev.ezcdc.loadgen.LoadGenerator;
import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.LoadSummary;
import dev.ezcdc.loadgen.SteadyRate;
import dev.ezcdc.loadgen.Timing;
import java.sql.SQLException;
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
 * Everything at once: the stack comes up, rows are written at a steady rate, the consumer shows every change as it arrives,
 * and at the end the account is drawn up. Runs once.
 */
public final class Demo {

    /** How long the last events may take after the last commit. */
    private static final Duration DRAIN = Duration.ofSeconds(15);

    private final EmbeddedStack.Settings stackSettings;
    private final long seed;
    private final long rowsPerSecond;
    private final @Nullable Duration length;
    private final ChangeHandler shown;
    private final Consumer<String> progress;

    private final ChangeLedger ledger = new ChangeLedger();
    private final LongAdder consumed = new LongAdder();
    private volatile @Nullable LoadGenerator load;
    private volatile boolean stopped;

    /**
     * @param length how long to write; null until {@link #stop()}
     * @param shown what shows the changes, on the consumer's thread
     */
    public Demo(
            EmbeddedStack.Settings stackSettings,
            long seed,
            long rowsPerSecond,
            @Nullable Duration length,
            ChangeHandler shown,
            Consumer<String> progress) {
        this.stackSettings = stackSettings;
        this.seed = seed;
        this.rowsPerSecond = rowsPerSecond;
        this.length = length;
        this.shown = shown;
        this.progress = progress;
    }

    /** Ends the writing soon; {@link #run} then draws up the account. From any thread. */
    public void stop() {
        stopped = true;
        LoadGenerator running = load;
        if (running != null) {
            running.cancel();
        }
    }

    /** Runs to the end, and ends every server that it started (one that ran before goes on running). */
    public DemoSummary run() throws Exception {
        long start = System.nanoTime();
        try (EmbeddedStack stack = new EmbeddedStack(stackSettings)) {
            Endpoints endpoints = stack.up();
            double secondsToStreaming = (System.nanoTime() - start) / 1e9;
            progress.accept(String.format(
                    java.util.Locale.ROOT,
                    "streaming after %.1f s; writing %d rows a second to public.customers, seed %d",
                    secondsToStreaming,
                    rowsPerSecond,
                    seed));
            return consumeWhileWriting(endpoints, secondsToStreaming);
        }
    }

    private DemoSummary consumeWhileWriting(Endpoints endpoints, double secondsToStreaming) throws Exception {
        ConsumerSettings settings;
        try (OwnGroup group = OwnGroup.atTheEndOf(endpoints.bootstrapServers(), "cdctest.public.customers")) {
            settings = ConsumerSettings.builder(
                            endpoints.bootstrapServers(), Topics.named(group.topic()), group.name())
                    .build();
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try (ChangeConsumer consumer = new ChangeConsumer(settings, new EnteredAndShown(), progress)) {
                Future<?> consuming = thread.submit(() -> {
                    consumer.run();
                    return null;
                });
                write(endpoints);
                drain(consuming);
                consumer.stop();
                consuming.get(DRAIN.toSeconds(), TimeUnit.SECONDS);
                return new DemoSummary(
                        seed, secondsToStreaming, consumed.sum(), consumer.malformed(), ledger.summary());
            } finally {
                thread.shutdownNow();
            }
        }
    }

    private void write(Endpoints endpoints) throws InterruptedException {
        LoadOptions options = LoadOptions.of(
                        endpoints.jdbcUrl(),
                        endpoints.user(),
                        endpoints.password(),
                        new SteadyRate(rowsPerSecond, length))
                .withSeed(seed);
        LoadGenerator generator = new LoadGenerator(options, new LedgerListener(ledger, progress));
        load = generator;
        if (stopped) {
            generator.cancel();
        }
        LoadSummary written = generator.run();
        if (written.unsent() > 0) {
            progress.accept("the server was too slow for this rate: " + written.unsent() + " rows were not sent");
        }
    }

    /** Waits for the events of what was written; a consumer that failed ends the wait with its error. */
    private void drain(Future<?> consuming) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while (ledger.outstanding() > 0 && System.nanoTime() < deadline) {
            try {
                consuming.get(10, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException stillConsuming) {
                continue;
            }
        }
    }

    /** Enters what arrives into the ledger, then shows it. */
    private final class EnteredAndShown implements ChangeHandler {

        @Override
        public void handle(ReceivedRecord received) throws Exception {
            if (received.record() instanceof ChangeEvent event) {
                ledger.arrived(event, System.nanoTime());
                consumed.increment();
            }
            shown.handle(received);
        }

        @Override
        public void afterBatch() throws Exception {
            shown.afterBatch();
        }
    }

    /** Enters what the load did into the ledger. */
    private record LedgerListener(ChangeLedger ledger, Consumer<String> progress) implements LoadListener {

        @Override
        public void committed(Change change, Timing timing) {
            ledger.committed(change, timing.intendedNanos());
        }

        @Override
        public void inDoubt(Change change, Timing timing, SQLException cause) {
            ledger.inDoubt(change, timing.intendedNanos());
        }

        @Override
        public void waiting(String message) {
            progress.accept(message);
        }
    }
}
