package dev.ezcdc.instruments.latency.measure;

import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.instruments.latency.cpu.CodeSampling;
import dev.ezcdc.instruments.latency.cpu.CpuUsage;
import dev.ezcdc.instruments.latency.hop.PhaseResult;
import dev.ezcdc.instruments.latency.plan.LatencyPlan;
import dev.ezcdc.instruments.latency.plan.Setup;
import dev.ezcdc.instruments.latency.record.ClockOffset;
import dev.ezcdc.instruments.latency.record.PhaseRecorder;
import dev.ezcdc.instruments.latency.result.BurstRun;
import dev.ezcdc.instruments.latency.result.Floors;
import dev.ezcdc.instruments.latency.result.LatencyRun;
import dev.ezcdc.instruments.latency.result.RunSeries;
import dev.ezcdc.instruments.latency.stack.MeasuredStack;
import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.SteadyRate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures each setup, one after the other, on a stack of its own. Runs once; {@link #stop} may come from any thread. */
public final class LatencyMeasurement {
    /** A run whose chain of timestamps runs backwards is measured again, so often. */
    private static final int MAX_ATTEMPTS = 3;

    /** Clocks are read a moment before or after what they tell of. */
    private static final long CLOCK_SLACK_MICROS = 100;

    private static final int WARM_UP_BURST_ROWS = 20_000;

    /** A drain without a single pause takes more of the compilers than a steady rate: so many times the warm-up. */
    private static final int BURST_WARM_UP_FACTOR = 3;

    private final LatencyPlan plan;
    private final MeasuredStack.Factory stacks;
    private final Path deadLetters;
    private final Consumer<String> progress;
    private volatile @Nullable MeasuredPipeline currentPipeline;
    private volatile boolean stopped;

    /**
     * @param deadLetters where malformed records would be kept
     * @param progress told in a few words what is being done
     */
    public LatencyMeasurement(
            LatencyPlan plan, MeasuredStack.Factory stacks, Path deadLetters, Consumer<String> progress) {
        this.plan = plan;
        this.stacks = stacks;
        this.deadLetters = deadLetters;
        this.progress = progress;
    }

    /** Ends soon what goes on, which then throws a {@link StackException}. */
    public void stop() {
        stopped = true;
        MeasuredPipeline pipeline = currentPipeline;
        if (pipeline != null) {
            pipeline.stop();
        }
    }

    /**
     * Measures one setup.
     *
     * @param each told of each run when it is done
     * @throws StackException if the stack fails, or no run's timestamps can be trusted
     */
    public RunSeries measure(Setup setup, Consumer<LatencyRun> each)
            throws SQLException, ExecutionException, InterruptedException, IOException {
        requireRunning();
        progress.accept(setup.label() + ": starting");
        try (MeasuredStack stack = stacks.open(setup);
                MeasuredPipeline pipeline = new MeasuredPipeline(
                        stack.endpoints(), setup.profile().consumer(), deadLetters, plan.seed(), progress)) {
            currentPipeline = pipeline;
            requireRunning();
            warmUp(pipeline);
            Floors floors = plan.measuresFloors() && plan.hasSteadyRate() ? measureFloors(stack, pipeline) : null;
            List<LatencyRun> runs = new ArrayList<>();
            for (int number = 1; number <= plan.runs(); number++) {
                progress.accept(setup.label() + ": run " + number + " of " + plan.runs());
                LatencyRun run = run(setup, number, stack, pipeline, floors);
                runs.add(run);
                each.accept(run);
            }
            return new RunSeries(runs, sampleCode(setup, stack, pipeline));
        } finally {
            currentPipeline = null;
        }
    }

    private void requireRunning() {
        if (stopped) {
            throw new StackException("interrupted");
        }
    }

    /** Until the JVMs have compiled what changes pass through. */
    private void warmUp(MeasuredPipeline pipeline) throws ExecutionException, InterruptedException {
        if (plan.warmUp().isZero()) {
            return;
        }
        progress.accept("warming up for " + plan.warmUp().toSeconds() + " s");
        Burst burst = plan.burst();
        if (burst != null) {
            // The whole of it, again and again: C2 has its say only after so many rows.
            long end = System.nanoTime()
                    + plan.warmUp().multipliedBy(BURST_WARM_UP_FACTOR).toNanos();
            for (int times = 0; times < 2 || System.nanoTime() - end < 0; times++) {
                pipeline.record(new Burst(burst.rows(), 1, null));
            }
        } else if (stacks.canConfigureServers()) {
            pipeline.record(new Burst(WARM_UP_BURST_ROWS, 1, null));
        }
        if (plan.hasSteadyRate()) {
            pipeline.record(new SteadyRate(plan.rate(), plan.warmUp()));
        }
    }

    private Floors measureFloors(MeasuredStack stack, MeasuredPipeline pipeline)
            throws SQLException, ExecutionException, InterruptedException {
        progress.accept("floors: PostgreSQL alone, then Kafka alone");
        Endpoints endpoints = stack.endpoints();
        byte[] value = KafkaFloorProbe.lastValue(endpoints.bootstrapServers(), MeasuredPipeline.TOPIC);
        SteadyRate warmUp = new SteadyRate(plan.rate(), plan.floorDuration().dividedBy(2));
        SteadyRate rate = new SteadyRate(plan.rate(), plan.floorDuration());
        stack.connectorPause().stop();
        Floors floors = new Floors(
                new PostgresFloorProbe(endpoints, pipeline).measure(warmUp, rate),
                new KafkaFloorProbe(endpoints.bootstrapServers()).measure(warmUp, rate, value));
        stack.connectorPause().resume();
        if (!plan.warmUp().isZero()) {
            pipeline.record(
                    new SteadyRate(plan.rate(), plan.warmUp().dividedBy(2).plus(Duration.ofMillis(500))));
        }
        return floors;
    }

    /** In a burst of its own, since looking on takes time as well. */
    private Map<String, Double> sampleCode(Setup setup, MeasuredStack stack, MeasuredPipeline pipeline)
            throws ExecutionException, InterruptedException, IOException {
        Burst burst = plan.burst();
        Map<String, Long> jvms = stack.jvms();
        if (burst == null || jvms.isEmpty()) {
            return Map.of();
        }
        progress.accept(setup.label() + ": once more, to see which code runs");
        try (CodeSampling sampling = CodeSampling.start(jvms)) {
            pipeline.record(new Burst(burst.rows(), 1, null));
            return sampling.stop();
        }
    }

    private LatencyRun run(Setup setup, int number, MeasuredStack stack, MeasuredPipeline pipeline, @Nullable Floors floors)
            throws SQLException, ExecutionException, InterruptedException {
        for (int tries = 1; ; tries++) {
            ClockOffset before = measureOffset(stack.endpoints());
            PhaseRecorder steady = plan.hasSteadyRate() ? pipeline.record(new SteadyRate(plan.rate(), plan.runDuration())) : null;
            List<PhaseRecorder> bursts = new ArrayList<>();
            List<Map<String, Long>> cpu = new ArrayList<>();
            Burst burst = plan.burst();
            for (int i = 0; burst != null && i < burst.times(); i++) {
                Map<String, Long> processes = stack.processes();
                Map<String, Long> cpuBefore = CpuUsage.sample(processes);
                bursts.add(pipeline.record(new Burst(burst.rows(), 1, null)));
                cpu.add(CpuUsage.difference(cpuBefore, CpuUsage.sample(processes)));
            }
            ClockOffset after = measureOffset(stack.endpoints());
            long offset = (before.micros() + after.micros()) / 2;
            long tolerance = before.uncertaintyMicros()
                    + after.uncertaintyMicros()
                    + Math.abs(before.micros() - after.micros())
                    + CLOCK_SLACK_MICROS;
            PhaseResult measured = steady == null ? null : PhaseResult.of(steady, offset, tolerance);
            List<BurstRun> drained = new ArrayList<>();
            for (int i = 0; i < bursts.size(); i++) {
                drained.add(new BurstRun(PhaseResult.of(bursts.get(i), offset, tolerance), cpu.get(i)));
            }
            LatencyRun run = new LatencyRun(setup, number, plan.rate(), measured, drained, floors, before, after);
            long backwards = run.mainPhase().clockViolations();
            if (backwards == 0) {
                return run;
            }
            String rejected = "run " + number + " is rejected: " + backwards
                    + " changes were earlier at a later point of their way, by more than the " + tolerance
                    + " us that the clocks leave open";
            if (tries == MAX_ATTEMPTS) {
                throw new StackException(rejected + "; the clocks of PostgreSQL, Kafka Connect and this machine do not"
                        + " agree, or one was set meanwhile");
            }
            progress.accept(rejected + "; again");
        }
    }

    private static ClockOffset measureOffset(Endpoints endpoints) throws SQLException {
        return ClockOffset.measure(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
    }
}
