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

/** Injects one fault after the other into a separate stack and collects the results. Runs once, on one thread. */
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
     * The settings of an audit.
     *
     * @param faults the faults, each injected once per seed; in a soak, the faults to choose from
     * @param firstSeed the first of {@code seeds} consecutive seeds
     * @param seeds number of runs per fault; ignored in a soak
     * @param transactionsPerSecond rate of the workload
     * @param soakDuration duration of a soak, which injects random faults; null to inject each fault {@code seeds} times
     * @param folder directory for {@code runs.jsonl} and a subdirectory per run
     */
    public record Settings(
            List<Fault> faults,
            long firstSeed,
            int seeds,
            int transactionsPerSecond,
            @Nullable Duration soakDuration,
            Path folder) {}

    private record PlannedRun(Fault fault, long seed, String label) {}

    /** @param stack the stack for all faults; it is closed at the end */
    public Audit(AuditStack stack, Settings settings, Consumer<String> progress) {
        this.stack = stack;
        this.settings = settings;
        this.progress = progress;
    }

    /** Aborts the current run without a result, and then {@link #run}. Thread-safe. */
    public synchronized void stop() {
        stopped = true;
        if (runner != null) {
            runner.interrupt();
        }
    }

    /** Runs until all faults are done or {@link #stop} is called, and returns the results so far. */
    public AuditReport run() throws Exception {
        allowInterrupts();
        RowSequences sequences = new RowSequences();
        try (stack;
                ResourceSampler resources = new ResourceSampler(stack, SAMPLE_INTERVAL)) {
            if (settings.soakDuration() != null) {
                resources.start();
            }
            try {
                for (Iterator<PlannedRun> runs = planRuns(); !stopped && runs.hasNext(); ) {
                    execute(runs.next(), sequences);
                }
            } finally {
                disallowInterrupts(); // an interrupt must not prevent the servers from being stopped
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
                    .map(scheduled -> new PlannedRun(scheduled.fault(), scheduled.seed(), scheduled.elapsed()))
                    .iterator();
        }
        List<PlannedRun> plan = new ArrayList<>();
        int total = settings.faults().size() * settings.seeds();
        for (Fault fault : settings.faults()) {
            for (int i = 0; i < settings.seeds(); i++) {
                plan.add(new PlannedRun(fault, settings.firstSeed() + i, plan.size() + 1 + "/" + total));
            }
        }
        return plan.iterator();
    }

    private void execute(PlannedRun plannedRun, RowSequences sequences) throws Exception {
        long begin = System.nanoTime();
        Fault fault = plannedRun.fault();
        try {
            Path folder = settings.folder().resolve(fault.name() + "-" + plannedRun.seed());
            AuditRun run = new AuditRun(
                    stack, fault, plannedRun.seed(), settings.transactionsPerSecond(), sequences, folder, progress);
            RunResult result = run.run();
            if (stopped) {
                return; // the run was interrupted, so its result is meaningless
            }
            results.add(result);
            Files.writeString(
                    settings.folder().resolve("runs.jsonl"),
                    result.toJson() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            report(result, plannedRun.label(), Duration.ofNanos(System.nanoTime() - begin));
            if (!result.passed()) {
                stack.keepLogs(folder.resolve("logs"));
                stack.discardStack();
            }
        } catch (Exception e) {
            if (!stopped) {
                throw e;
            }
            Thread.interrupted(); // the interrupt of stop() caused the exception
        }
    }

    private void report(RunResult result, String label, Duration duration) {
        progress.accept(label + " " + result.fault().name() + ", seed " + result.seed() + ": " + result.changes()
                + " changes, " + result.redelivered() + " redelivered, "
                + (result.recoveryMillis() < 0 ? "not recovered" : "recovered in " + result.recoveryMillis() + " ms")
                + (result.restarted() ? " after a restart" : "") + ", " + duration.toSeconds() + " s: "
                + (result.passed() ? result.fault().expected() : "FAILED"));
        result.failures().forEach(failure -> progress.accept("  " + failure));
    }
}
