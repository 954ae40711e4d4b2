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
 * Everything at once: the stack comes up, rows are written at a steady rate, the consumer shows every change as it arrives,
 * and at the end the account is drawn up. Runs once.
 */
public final class Demo {

    private static final String TOPIC = "cdctest.public.customers";

    private final Supplier<Stack> start;
    private final ChangeHandler shown;
    private final ConsumerListener observer;
    private final Consumer<String> progress;
    private volatile @Nullable VerifiedRun running;
    private volatile boolean stopped;

    /**
     * @param start gives a stack that streams; the demo closes it
     * @param shown what shows the changes, on the consumer's thread
     * @param observer hears what the consumer does
     * @param progress told in a few words what is being done
     */
    public Demo(Supplier<Stack> start, ChangeHandler shown, ConsumerListener observer, Consumer<String> progress) {
        this.start = start;
        this.shown = shown;
        this.observer = observer;
        this.progress = progress;
    }

    /** Ends the writing soon; {@link #run} then draws up the account. From any thread. */
    public void stop() {
        stopped = true;
        VerifiedRun run = running;
        if (run != null) {
            run.stop();
        }
    }

    /**
     * Runs to the end.
     *
     * @param length how long to write; null until {@link #stop()}
     * @throws ExecutionException if the consumer failed, with its error
     */
    public DemoSummary run(long seed, long rowsPerSecond, @Nullable Duration length)
            throws ExecutionException, InterruptedException {
        long begin = System.nanoTime();
        try (Stack stack = start.get()) {
            double secondsToStreaming = (System.nanoTime() - begin) / 1e9;
            progress.accept(String.format(
                    Locale.ROOT,
                    "streaming after %.1f s; writing %d rows a second to public.customers, seed %d",
                    secondsToStreaming,
                    rowsPerSecond,
                    seed));
            Endpoints endpoints = stack.endpoints();
            VerifiedRun run = new VerifiedRun(endpoints, TOPIC, shown, observer, progress);
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
