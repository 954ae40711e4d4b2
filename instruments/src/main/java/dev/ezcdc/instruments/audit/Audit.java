package dev.ezcdc.instruments.audit;

import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.audit.work.RowSequences;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does fault after fault to a stack of its own, and keeps what came of each. Runs once, on one thread. */
public final class Audit {

    private static final Duration SAMPLES = Duration.ofSeconds(2);

    private final AuditStack stack;
    private final Settings settings;
    private final Consumer<String> progress;
    private final List<RunResult> results = new ArrayList<>();
    private List<ResourceSampler.Sample> samples = List.of();
    private volatile boolean stopped;
    private @Nullable Thread runner;

    /**
     * What to do.
     *
     * @param faults each is done once for every seed; of a soak, what is chosen from
     * @param firstSeed the first of {@code seeds} that follow each other
     * @param transactionsPerSecond what is written meanwhile
     * @param soak for how long faults are chosen by chance, one after the other; null for each of them {@code seeds} times
     * @param folder for the ledgers, one folder in it for each run, and for {@code runs.jsonl}
     */
    public record Settings(
            List<Fault> faults,
            long firstSeed,
            int seeds,
            int transactionsPerSecond,
            @Nullable Duration soak,
            Path folder) {}

    private record Planned(Fault fault, long seed, String count) {}

    /** @param stack is closed at the end */
    public Audit(AuditStack stack, Settings settings, Consumer<String> progress) {
        this.stack = stack;
        this.settings = settings;
        this.progress = progress;
    }

    /** Ends the run in hand without a result, and then {@link #run}. From any thread. */
    public synchronized void stop() {
        stopped = true;
        if (runner != null) {
            runner.interrupt();
        }
    }

    /** Runs to the end, or until it is stopped; what is known by then is the result. */
    public AuditReport run() throws Exception {
        beginInterruptible();
        RowSequences numbers = new RowSequences();
        try (stack;
                ResourceSampler resources = new ResourceSampler(stack, SAMPLES)) {
            if (settings.soak() != null) {
                resources.start();
            }
            try {
                for (Iterator<Planned> plan = plan(); !stopped && plan.hasNext(); ) {
                    one(plan.next(), numbers);
                }
            } finally {
                endInterruptible(); // ending the servers is not to be cut short
                samples = resources.samples();
            }
        }
        return new AuditReport(results, samples);
    }

    private synchronized void beginInterruptible() {
        runner = Thread.currentThread();
    }

    private synchronized void endInterruptible() {
        runner = null;
        Thread.interrupted();
    }

    private Iterator<Planned> plan() {
        Duration soak = settings.soak();
        if (soak != null) {
            return SoakPlan.faults(settings.faults(), settings.firstSeed(), soak)
                    .map(chosen -> new Planned(chosen.fault(), chosen.seed(), chosen.time()))
                    .iterator();
        }
        List<Planned> plan = new ArrayList<>();
        int all = settings.faults().size() * settings.seeds();
        for (Fault fault : settings.faults()) {
            for (int i = 0; i < settings.seeds(); i++) {
                plan.add(new Planned(fault, settings.firstSeed() + i, plan.size() + 1 + "/" + all));
            }
        }
        return plan.iterator();
    }

    private void one(Planned planned, RowSequences numbers) throws Exception {
        long begin = System.nanoTime();
        Fault fault = planned.fault();
        try {
            Path folder = settings.folder().resolve(fault.name() + "-" + planned.seed());
            AuditRun run = new AuditRun(
                    stack, fault, planned.seed(), settings.transactionsPerSecond(), numbers, folder, progress);
            RunResult result = run.run();
            if (stopped) {
                return; // what an interrupt made of it is no result
            }
            results.add(result);
            Files.writeString(
                    settings.folder().resolve("runs.jsonl"),
                    result.json() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            tell(result, planned.count(), Duration.ofNanos(System.nanoTime() - begin));
            if (!result.right()) {
                stack.keepLogs(folder.resolve("logs"));
                stack.ruin();
            }
        } catch (Exception e) {
            if (!stopped) {
                throw e;
            }
            Thread.interrupted(); // whatever the interrupt made of it
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
