package dev.ezcdc.instruments.latency.measure;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.instruments.latency.cpu.CpuUsage;
import dev.ezcdc.instruments.latency.plan.LatencyPlan;
import dev.ezcdc.instruments.latency.record.PhaseRecorder;
import dev.ezcdc.instruments.latency.stack.ConnectorPause;
import dev.ezcdc.instruments.ledger.EphemeralConsumerGroup;
import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.LoadPlan;
import dev.ezcdc.loadgen.LoadSummary;
import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.run.LoadGenerator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running consumer, and one load after the other that it consumes. Not thread-safe, except for {@link #stop()}.
 */
final class MeasuredPipeline implements AutoCloseable {
    static final String TOPIC = "cdctest.public.customers";

    private static final Duration QUIET_TIMEOUT = Duration.ofSeconds(20);

    private final Endpoints endpoints;
    private final LatencyPlan plan;
    private final Consumer<String> progress;
    private final EphemeralConsumerGroup group;
    private final ChangeConsumer consumer;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(work -> new Thread(work, CpuUsage.CONSUMER_THREAD));
    private final Future<?> consuming;
    private volatile @Nullable PhaseRecorder recorder;
    private volatile @Nullable LoadGenerator load;
    private volatile boolean stopped;

    MeasuredPipeline(
            Endpoints endpoints,
            Map<String, String> consumerSettings,
            Path deadLetters,
            LatencyPlan plan,
            Consumer<String> progress)
            throws ExecutionException, InterruptedException {
        this.endpoints = endpoints;
        this.plan = plan;
        this.progress = progress;
        this.group = EphemeralConsumerGroup.createAtEnd(endpoints, TOPIC);
        Map<String, String> clientSettings = new HashMap<>(consumerSettings);
        clientSettings.putAll(endpoints.security().kafkaClient());
        this.consumer = ChangeConsumer.builder(endpoints.bootstrapServers(), Topics.named(TOPIC), group.name())
                .handler(received -> {
                    PhaseRecorder current = recorder;
                    if (current != null) {
                        current.recordArrival(received);
                    }
                })
                .notices(notice -> progress.accept(notice.message()))
                .clientProperties(clientSettings)
                .deadLetters(DeadLetterTarget.file(deadLetters))
                .failurePolicy(FailurePolicy.stop())
                .build();
        this.consuming = thread.submit(consumer::run);
    }

    /** Writes a load and returns when all its rows have arrived, or no more arrive. */
    PhaseRecorder record(LoadPlan rows) throws ExecutionException, InterruptedException {
        PhaseRecorder phase = new PhaseRecorder(progress, false);
        recorder = phase;
        LoadSummary written = write(endpoints, rows, phase, "public.customers");
        phase.addUnsent(written.unsent());
        drain(phase, (int) written.inserted());
        recorder = null;
        return phase;
    }

    /** Writes a load while the connector is stopped, resumes it, and returns when all rows have arrived, or no more arrive. */
    PhaseRecorder recordBacklog(LoadPlan rows, ConnectorPause connector)
            throws ExecutionException, InterruptedException {
        PhaseRecorder phase = new PhaseRecorder(progress, true);
        recorder = phase;
        connector.stop();
        LoadSummary written = write(endpoints, rows, phase, "public.customers");
        connector.resume();
        drain(phase, (int) written.inserted());
        recorder = null;
        return phase;
    }

    /** Writes a load to a table with the columns of {@code customers}. */
    LoadSummary write(Endpoints target, LoadPlan rows, LoadListener listener, String table)
            throws InterruptedException {
        boolean burst = rows instanceof Burst;
        LoadGenerator generator = new LoadGenerator(
                LoadOptions.builder(target.jdbcUrl(), target.user(), target.password(), rows)
                        .table(table)
                        .mix(OperationMix.parse("insert=1"))
                        .seed(plan.seed())
                        .connections(burst ? 1 : plan.load().connections())
                        .batchSize(
                                burst
                                        ? plan.burstTransactionRows()
                                        : plan.load().rowsPerTransaction())
                        .build(),
                listener);
        load = generator;
        requireRunning();
        LoadSummary written = generator.run();
        requireRunning();
        if (written.unsent() > 0) {
            progress.accept("PostgreSQL was too slow for this rate: " + written.unsent() + " rows were not sent");
        }
        return written;
    }

    /** Cancels the current load, whose method then throws. Thread-safe. */
    void stop() {
        stopped = true;
        LoadGenerator running = load;
        if (running != null) {
            running.cancel();
        }
    }

    private void requireRunning() {
        if (stopped) {
            throw new StackException("the measurement was stopped");
        }
    }

    private void drain(PhaseRecorder phase, int expected) throws InterruptedException, ExecutionException {
        int lastCount = -1;
        long quietSince = System.nanoTime();
        while (phase.distinctRows() < expected && System.nanoTime() - quietSince < QUIET_TIMEOUT.toNanos()) {
            if (phase.distinctRows() != lastCount) {
                lastCount = phase.distinctRows();
                quietSince = System.nanoTime();
            }
            requireRunning();
            waitWhileConsuming(5);
        }
        // Redeliveries may arrive a little later.
        waitWhileConsuming(100);
    }

    /** Waits, and throws if the consumer has stopped or failed. */
    private void waitWhileConsuming(long millis) throws InterruptedException, ExecutionException {
        try {
            consuming.get(millis, TimeUnit.MILLISECONDS);
            throw new StackException("the consumer stopped unexpectedly");
        } catch (TimeoutException stillConsuming) {
            return;
        }
    }

    @Override
    public void close() {
        consumer.close();
        thread.shutdownNow();
        group.close();
    }
}
