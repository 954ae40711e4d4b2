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

/** Measures one setup after the other, each on a separate stack. Not thread-safe, except for {@link #stop}. */
public final class LatencyMeasurement {
    /** Maximum attempts at a run whose timestamps are inconsistent. */
    private static final int MAX_ATTEMPTS = 3;

    /** Allowance for the time between an event and the reading of the clock. */
    private static final long CLOCK_SLACK_MICROS = 100;

    private static final int WARM_UP_BURST_ROWS = 20_000;

    /** Factor of the warm-up time for bursts, whose continuous load needs more JIT compilation than a steady rate. */
    private static final int BURST_WARM_UP_FACTOR = 3;

    private final LatencyPlan plan;
    private final MeasuredStack.Factory stacks;
    private final Path deadLetters;
    private final Consumer<String> progress;
    private volatile @Nullable MeasuredPipeline currentPipeline;
    private volatile boolean stopped;

    /**
     * Creates a measurement.
     *
     * @param deadLetters file for malformed records
     * @param progress receives a message per step
     */
    public LatencyMeasurement(
            LatencyPlan plan, MeasuredStack.Factory stacks, Path deadLetters, Consumer<String> progress) {
        this.plan = plan;
        this.stacks = stacks;
        this.deadLetters = deadLetters;
        this.progress = progress;
    }

    /** Stops the current measurement, which then throws a {@link StackException}. Thread-safe. */
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
     * @param onRun receives each run when it is complete
     * @throws StackException if the stack fails, or the timestamps are inconsistent in each attempt at a run
     */
    public RunSeries measure(Setup setup, Consumer<LatencyRun> onRun)
            throws SQLException, ExecutionException, InterruptedException, IOException {
        requireRunning();
        progress.accept(setup.label() + ": starting");
        try (MeasuredStack stack = stacks.open(setup);
                MeasuredPipeline pipeline = new MeasuredPipeline(
                        stack.endpoints(), setup.profile().consumerSettings(), deadLetters, plan, progress)) {
            currentPipeline = pipeline;
            requireRunning();
            warmUp(pipeline);
            Floors floors = plan.measuresFloors() && plan.hasSteadyRate() ? measureFloors(stack, pipeline) : null;
            List<LatencyRun> runs = new ArrayList<>();
            for (int number = 1; number <= plan.runs(); number++) {
                progress.accept(setup.label() + ": run " + number + " of " + plan.runs());
                LatencyRun run = run(setup, number, stack, pipeline, floors);
                runs.add(run);
                onRun.accept(run);
            }
            return new RunSeries(runs, sampleCode(setup, stack, pipeline));
        } finally {
            currentPipeline = null;
        }
    }

    private void requireRunning() {
        if (stopped) {
            throw new StackException("the measurement was stopped");
        }
    }

    /** Writes rows until the JVMs have compiled the code that changes pass through. */
    private void warmUp(MeasuredPipeline pipeline) throws ExecutionException, InterruptedException {
        if (plan.warmUp().isZero()) {
            return;
        }
        progress.accept("warming up for " + plan.warmUp().toSeconds() + " s");
        Burst burst = plan.burst();
        if (burst != null) {
            // Complete bursts, because C2 compiles a method only after many invocations.
            long end = System.nanoTime()
                    + plan.warmUp().multipliedBy(BURST_WARM_UP_FACTOR).toNanos();
            for (int count = 0; count < 2 || System.nanoTime() - end < 0; count++) {
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
        byte[] value = KafkaFloorProbe.lastValue(endpoints, MeasuredPipeline.TOPIC);
        SteadyRate warmUp = new SteadyRate(plan.rate(), plan.floorDuration().dividedBy(2));
        SteadyRate rate = new SteadyRate(plan.rate(), plan.floorDuration());
        stack.connectorPause().stop();
        Floors floors = new Floors(
                new PostgresFloorProbe(endpoints, pipeline).measure(warmUp, rate),
                new KafkaFloorProbe(endpoints).measure(warmUp, rate, value));
        stack.connectorPause().resume();
        if (!plan.warmUp().isZero()) {
            pipeline.record(
                    new SteadyRate(plan.rate(), plan.warmUp().dividedBy(2).plus(Duration.ofMillis(500))));
        }
        return floors;
    }

    /** Samples a separate burst, because sampling takes time too. */
    private Map<String, Double> sampleCode(Setup setup, MeasuredStack stack, MeasuredPipeline pipeline)
            throws ExecutionException, InterruptedException, IOException {
        Burst burst = plan.burst();
        Map<String, Long> jvms = stack.jvms();
        if (burst == null || jvms.isEmpty()) {
            return Map.of();
        }
        progress.accept(setup.label() + ": one more burst, to sample the code");
        try (CodeSampling sampling = CodeSampling.start(jvms)) {
            pipeline.record(new Burst(burst.rows(), 1, null));
            return sampling.stop();
        }
    }

    private LatencyRun run(
            Setup setup, int number, MeasuredStack stack, MeasuredPipeline pipeline, @Nullable Floors floors)
            throws SQLException, ExecutionException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            ClockOffset before = measureOffset(stack.endpoints());
            PhaseRecorder steady = null;
            Map<String, Long> steadyCpu = Map.of();
            if (plan.hasSteadyRate()) {
                Map<String, Long> processes = stack.processes();
                Map<String, Long> cpuBefore = CpuUsage.sample(processes);
                steady = pipeline.record(new SteadyRate(plan.rate(), plan.runDuration()));
                steadyCpu = CpuUsage.difference(cpuBefore, CpuUsage.sample(processes));
            }
            List<PhaseRecorder> bursts = new ArrayList<>();
            List<Map<String, Long>> cpu = new ArrayList<>();
            Burst burst = plan.burst();
            for (int i = 0; burst != null && i < burst.times(); i++) {
                Map<String, Long> processes = stack.processes();
                Map<String, Long> cpuBefore = CpuUsage.sample(processes);
                Burst one = new Burst(burst.rows(), 1, null);
                bursts.add(
                        plan.isBacklog() ? pipeline.recordBacklog(one, stack.connectorPause()) : pipeline.record(one));
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
                drained.add(
                        new BurstRun(PhaseResult.of(bursts.get(i), offset, tolerance), cpu.get(i), plan.isBacklog()));
            }
            LatencyRun run =
                    new LatencyRun(setup, number, plan.load(), measured, steadyCpu, drained, floors, before, after);
            long violations = run.mainPhase().clockViolations();
            if (violations == 0) {
                return run;
            }
            String rejected = "run " + number + " discarded: " + violations
                    + " changes have timestamps in the wrong order, beyond the clocks' uncertainty of " + tolerance
                    + " us";
            if (attempt == MAX_ATTEMPTS) {
                throw new StackException(
                        rejected + ". The clocks of PostgreSQL, Kafka Connect and this machine disagree,"
                                + " or one was adjusted. Synchronize them and run the command again.");
            }
            progress.accept(rejected + "; repeating it");
        }
    }

    private static ClockOffset measureOffset(Endpoints endpoints) throws SQLException {
        return ClockOffset.measure(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
    }
}
