package dev.ezcdc.e2e.audit;

import dev.ezcdc.e2e.audit.fault.Fault;
import dev.ezcdc.e2e.audit.work.Numbers;
import dev.ezcdc.infra.EmbeddedStack;
import dev.ezcdc.infra.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does fault after fault to a stack of its own, and keeps what came of each. Runs once, on one thread. */
public final class Audit {

    private final Settings settings;
    private final Consumer<String> progress;
    private final List<RunResult> results = new ArrayList<>();
    private volatile boolean stopped;
    private volatile @Nullable Thread runner;

    /**
     * What to do.
     *
     * @param stack its home is made for the audit, and its data deleted at the end
     * @param faults each is done once for every seed
     * @param firstSeed the first of {@code seeds} that follow each other
     * @param transactionsPerSecond what is written meanwhile
     * @param folder for the ledgers, one folder in it for each run
     */
    public record Settings(
            EmbeddedStack.Settings stack,
            List<Fault> faults,
            long firstSeed,
            int seeds,
            int transactionsPerSecond,
            Path folder) {}

    public Audit(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Ends the run in hand without a result, and then {@link #run}. From any thread. */
    public void stop() {
        stopped = true;
        Thread running = runner;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Runs to the end, or until it is stopped; what is known by then is the result. */
    public List<RunResult> run() throws Exception {
        runner = Thread.currentThread();
        Numbers numbers = new Numbers();
        try (AuditStack stack = new AuditStack(settings.stack())) {
            try {
                int number = 0;
                int all = settings.faults().size() * settings.seeds();
                for (Fault fault : settings.faults()) {
                    for (int i = 0; i < settings.seeds() && !stopped; i++) {
                        number++;
                        one(stack, fault, settings.firstSeed() + i, numbers, number + "/" + all);
                    }
                }
            } finally {
                runner = null;
                Thread.interrupted(); // ending the servers is not to be cut short
            }
        }
        return List.copyOf(results);
    }

    private void one(AuditStack stack, Fault fault, long seed, Numbers numbers, String count) throws Exception {
        long begin = System.nanoTime();
        try {
            Path folder = settings.folder().resolve(fault.name() + "-" + seed);
            AuditRun run =
                    new AuditRun(stack, fault, seed, settings.transactionsPerSecond(), numbers, folder, progress);
            RunResult result = run.run();
            results.add(result);
            tell(result, count, Duration.ofNanos(System.nanoTime() - begin));
            if (!result.right()) {
                stack.ruin();
            }
        } catch (InterruptedException e) {
            if (!stopped) {
                throw e;
            }
            Thread.interrupted();
        } catch (StackException e) {
            if (!stopped) {
                throw e;
            }
            Thread.interrupted();
        }
    }

    private void tell(RunResult result, String count, Duration time) {
        progress.accept(count + " " + result.fault().name() + ", seed " + result.seed() + ": " + result.changes()
                + " changes, " + result.redelivered() + " redelivered, through again after " + result.recoveryMillis()
                + " ms" + (result.restarted() ? " and a restart" : "") + ", " + time.toSeconds() + " s: "
                + (result.right() ? result.fault().right() : "WRONG"));
        result.wrongs().forEach(wrong -> progress.accept("  " + wrong));
    }
}
