package dev.ezcdc.cli.demo;

import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.Stack;
import dev.ezcdc.instruments.ledger.VerifiedRun;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.SteadyRate;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole pipeline: starts a stack, writes rows at a steady rate, passes every change to a handler as it arrives, and
 * compares what was written with what arrived. Runs once.
 */
public final class Demo {

    private final Supplier<Stack> stackStarter;
    private final Supplier<String> topic;
    private final ChangeHandler handler;
    private final ConsumerListener listener;
    private final Consumer<String> progress;
    private volatile @Nullable VerifiedRun running;
    private volatile boolean stopped;

    /**
     * Creates a demo.
     *
     * @param stackStarter returns a streaming stack, which the demo closes
     * @param topic returns the topic of public.customers, after the stack has started
     * @param handler receives the changes, on the consumer's thread
     * @param listener receives the consumer's callbacks
     * @param progress receives a line about each step
     */
    public Demo(
            Supplier<Stack> stackStarter,
            Supplier<String> topic,
            ChangeHandler handler,
            ConsumerListener listener,
            Consumer<String> progress) {
        this.stackStarter = stackStarter;
        this.topic = topic;
        this.handler = handler;
        this.listener = listener;
        this.progress = progress;
    }

    /** Stops writing soon, so that {@link #run} returns its summary. Thread-safe. */
    public void stop() {
        stopped = true;
        VerifiedRun run = running;
        if (run != null) {
            run.stop();
        }
    }

    /**
     * Runs the demo and returns its summary.
     *
     * @param length time to write; null to write until {@link #stop()}
     * @throws ExecutionException if the consumer failed; the cause is its exception
     */
    public DemoSummary run(long seed, long rowsPerSecond, @Nullable Duration length)
            throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        try (Stack stack = stackStarter.get()) {
            double secondsToStreaming = (System.nanoTime() - start) / 1e9;
            progress.accept(String.format(
                    Locale.ROOT,
                    "streaming after %.1f s; writing %d rows per second to public.customers, seed %d",
                    secondsToStreaming,
                    rowsPerSecond,
                    seed));
            Endpoints endpoints = stack.endpoints();
            VerifiedRun run = new VerifiedRun(endpoints, topic.get(), handler, listener, progress);
            running = run;
            if (stopped) {
                run.stop();
            }
            LoadOptions load = LoadOptions.builder(
                            endpoints.jdbcUrl(),
                            endpoints.user(),
                            endpoints.password(),
                            new SteadyRate(rowsPerSecond, length))
                    .seed(seed)
                    .build();
            return new DemoSummary(secondsToStreaming, run.run(load));
        }
    }
}
