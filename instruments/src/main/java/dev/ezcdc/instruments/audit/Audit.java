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

    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(2);

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
            @Nullable Duration soakDuration,
            Path folder) {}

    private record PlannedRun(Fault fault, long seed, String label) {}

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
        allowInterrupts();
        RowSequences numbers = new RowSequences();
        try (stack;
                ResourceSampler resources = new ResourceSampler(stack, SAMPLE_INTERVAL)) {
            if (settings.soakDuration() != null) {
                resources.start();
            }
            try {
                for (Iterator<PlannedRun> plan = planRuns(); !stopped && plan.hasNext(); ) {
                    execute(plan.next(), numbers);
                }
            } finally {
                disallowInterrupts(); // ending the servers is not to be cut short
                samples = resources.samples();
            }
        }
        return new AuditReport(results, samples);
    }

    private synchronized void allowInterrupts() {
        runner = Thread.currentThread();
    }

    private synchronized void disallowInterrupts() {
        runner = null;
        Thread.interrupted();
    }

    private Iterator<PlannedRun> planRuns() {
        Duration soak = settings.soakDuration();
        if (soak != null) {
            return SoakPlan.schedule(settings.faults(), settings.firstSeed(), soak)
                    .map(chosen -> new PlannedRun(chosen.fault(), chosen.seed(), chosen.elapsed()))
                    .iterator();
        }
        List<PlannedRun> plan = new ArrayList<>();
        int all = settings.faults().size() * settings.seeds();
        for (Fault fault : settings.faults()) {
            for (int i = 0; i < settings.seeds(); i++) {
                plan.add(new PlannedRun(fault, settings.firstSeed() + i, plan.size() + 1 + "/" + all));
            }
        }
        return plan.iterator();
    }

    private void execute(PlannedRun planned, RowSequences numbers) throws Exception {
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
                    result.toJson() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            report(result, planned.label(), Duration.ofNanos(System.nanoTime() - begin));
            if (!result.passed()) {
                stack.keepLogs(folder.resolve("logs"));
                stack.discardStack();
            }
        } catch (Exception e) {
            if (!stopped) {
                throw e;
            }
            Thread.interrupted(); // whatever the interrupt made of it
        }
    }

    private void report(RunResult result, String count, Duration time) {
        progress.accept(count + " " + result.fault().name() + ", seed " + result.seed() + ": " + result.changes()
                + " changes, " + result.redelivered() + " redelivered, through again after " + result.recoveryMillis()
                + " ms" + (result.restarted() ? " and a restart" : "") + ", " + time.toSeconds() + " s: "
                + (result.passed() ? result.fault().expected() : "WRONG"));
        result.failures().forEach(wrong -> progress.accept("  " + wrong));
    }
}
