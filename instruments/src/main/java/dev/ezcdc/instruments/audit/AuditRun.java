package dev.ezcdc.instruments.audit;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.infra.ReplicatedStack;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.instruments.audit.fault.ConsumerProcess;
import dev.ezcdc.instruments.audit.fault.ExpectedOutcome;
import dev.ezcdc.instruments.audit.fault.Fault;
import dev.ezcdc.instruments.audit.fault.FaultContext;
import dev.ezcdc.instruments.audit.fault.NetworkProxy;
import dev.ezcdc.instruments.audit.invariant.Evidence;
import dev.ezcdc.instruments.audit.invariant.Invariant;
import dev.ezcdc.instruments.audit.invariant.NoChangeLost;
import dev.ezcdc.instruments.audit.invariant.Violation;
import dev.ezcdc.instruments.audit.work.AuditWorkload;
import dev.ezcdc.instruments.audit.work.LedgerFile;
import dev.ezcdc.instruments.audit.work.RowSequences;
import dev.ezcdc.instruments.audit.work.WrittenTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One injection of a fault, from the start of the load to the check of the invariants. Not thread-safe. */
final class AuditRun implements FaultContext {

    /** Label of the mark at which the fault has been lifted. */
    static final String FAULT_OVER = "fault over";

    private static final Duration LOAD_BEFORE_FAULT = Duration.ofMillis(1500);
    private static final Duration LOAD_AFTER_RECOVERY = Duration.ofMillis(1500);
    private static final Duration STUCK_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration QUIET_PERIOD = Duration.ofSeconds(3);
    private static final Duration LONG_QUIET_PERIOD = Duration.ofSeconds(15);
    private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(25);

    private final AuditStack stack;
    private final Fault fault;
    private final long seed;
    private final Path folder;
    private final Consumer<String> progress;
    private final RandomGenerator random;
    private final AuditWorkload workload;
    private final RecordCollector collector;
    private final ConsumerProcessGroup group;
    private final List<AuditTimeline.Mark> marks = new ArrayList<>();
    private long startNanos = System.nanoTime();
    private @Nullable String detected;
    private boolean restarted;
    private long expectedMalformed;
    private long faultNanos = Long.MAX_VALUE;
    private long faultOverNanos = Long.MAX_VALUE;

    AuditRun(
            AuditStack stack,
            Fault fault,
            long seed,
            int transactionsPerSecond,
            RowSequences sequences,
            Path folder,
            Consumer<String> progress)
            throws Exception {
        this.stack = stack;
        this.fault = fault;
        this.seed = seed;
        this.folder = folder;
        this.progress = progress;
        this.random = new SplittableRandom(seed * 31 + fault.name().hashCode());
        ReplicatedStack ready = stack.prepare(fault.requirements());
        this.workload = new AuditWorkload(
                ready.endpoints(), seed, fault.requirements().mix(), transactionsPerSecond, sequences);
        Files.createDirectories(folder);
        this.collector = new RecordCollector(ready.endpoints(), folder.resolve("malformed.jsonl"), line -> {});
        this.group = new ConsumerProcessGroup(ready.endpoints(), folder, collector);
    }

    /** Runs to the end. An interrupt ends the run without a meaningful result. */
    RunResult run() throws Exception {
        String error = null;
        try (workload;
                collector;
                group) {
            try {
                group.start(fault.requirements().consumers());
                startNanos = System.nanoTime(); // the creation of a stack is not part of the run
                workload.start();
                await("the first change", () -> received().size() > 3);
                sleep(LOAD_BEFORE_FAULT);
                faultNanos = System.nanoTime();
                fault.injection().inject(this);
                faultOverNanos = System.nanoTime();
                mark(FAULT_OVER);
                recover();
                sleep(LOAD_AFTER_RECOVERY);
                workload.finish();
                drain();
            } catch (StackException | IllegalStateException | SQLException | ExecutionException e) {
                error = messageOf(e);
                stack.discardStack();
            }
            return createResult(error);
        }
    }

    /** Recovers the stack as an operator would: checks its status and, if there is a problem, does what {@code up} does. */
    private void recover() throws SQLException {
        try {
            stack.stack().awaitStreaming(RECOVERY_TIMEOUT);
            List<String> problems = stack.stack().status().problems();
            if (problems.isEmpty()) {
                return;
            }
            reportDetected(String.join("\n", problems));
        } catch (StackException e) {
            reportDetected(messageOf(e));
        }
        if (fault.expected() == ExpectedOutcome.LOSS_DETECTED) {
            return;
        }
        restarted = true;
        mark("up");
        stack.reconfigure(Map.of());
    }

    /**
     * Waits until every committed change has arrived, or the end of the last transaction has and no more records arrive.
     * Until that end has arrived, a missing change may be late rather than lost.
     */
    private void drain() throws Exception {
        boolean lossDetected = detected != null && fault.expected() == ExpectedOutcome.LOSS_DETECTED;
        long quietSince = System.nanoTime();
        int count = -1;
        boolean ended = false;
        List<WrittenTransaction> written = workload.ledger().transactions();
        while (true) {
            collector.requireRunning();
            int now = collector.count() + group.count();
            if (now != count) {
                count = now;
                quietSince = System.nanoTime();
                ended = hasLastTransactionArrived(written);
                Evidence evidence = new Evidence(written, received(), Map.of(), snapshotLsn());
                if (ended && new NoChangeLost().check(evidence).count() == 0) {
                    return;
                }
            }
            Duration quiet = Duration.ofNanos(System.nanoTime() - quietSince);
            // On a busy machine, records may arrive after a long pause. The end of a Kafka transaction counts as lag
            // forever.
            boolean isLate = lossDetected && quiet.compareTo(LONG_QUIET_PERIOD) > 0;
            if ((ended || lossDetected) && quiet.compareTo(QUIET_PERIOD) > 0 && (isLate || lag() == 0)) {
                return;
            }
            if (quiet.compareTo(STUCK_TIMEOUT) > 0) {
                throw new IllegalStateException("stuck: no record for " + STUCK_TIMEOUT.toSeconds()
                        + " s, and changes are missing; problems of the stack: "
                        + stack.stack().status().problems());
            }
            sleep(Duration.ofMillis(100));
        }
    }

    private long lag() throws ExecutionException, InterruptedException {
        return fault.requirements().consumers() == 0 ? collector.lag() : group.lag();
    }

    /** Returns whether the END of the last transaction has arrived, which is on a separate topic. */
    private boolean hasLastTransactionArrived(List<WrittenTransaction> written) throws IOException {
        return RecordAnalyzer.hasEnd(received(), written.get(written.size() - 1).xid());
    }

    private RunResult createResult(@Nullable String runError) throws Exception {
        List<WrittenTransaction> written = workload.ledger().transactions();
        LedgerFile.write(folder.resolve("ledger.bin"), written);
        List<ConsumedRecord> received = received();
        Map<String, Violation> violations = new LinkedHashMap<>();
        String error = runError;
        long redelivered = 0;
        try {
            Evidence evidence = new Evidence(written, received, TableReader.read(this), snapshotLsn());
            redelivered = evidence.redelivered();
            if (runError == null) { // after an error, missing changes may be late rather than lost
                Invariant.ALL.forEach(invariant -> violations.put(invariant.name(), invariant.check(evidence)));
            }
        } catch (SQLException e) {
            error = runError == null ? messageOf(e) : runError;
        }
        if (error == null && collector.malformedCount() != expectedMalformed) {
            error = collector.malformedCount() + " records were dead-lettered as malformed, expected "
                    + expectedMalformed;
        }
        if (error == null && fault.expected() != ExpectedOutcome.LOSS_DETECTED) {
            List<String> problems = stack.stack().status().problems();
            error = problems.isEmpty() ? null : "the stack has problems at the end of the run: " + problems;
        }
        long changes = workload.ledger().committedChanges();
        return new RunResult(
                fault,
                seed,
                written.size(),
                changes,
                written.stream().filter(WrittenTransaction::wasInDoubt).count(),
                RecordAnalyzer.lostByDatabase(written),
                redelivered,
                violations,
                RecordAnalyzer.standstillMillis(received, faultNanos),
                RecordAnalyzer.recoveryMillis(written, received, faultOverNanos),
                detected,
                restarted,
                error,
                RecordAnalyzer.timeline(written, received, startNanos, marks));
    }

    /** Returns the records that the consumer processes handled, or those of this process if the fault has no such processes. */
    private List<ConsumedRecord> received() throws IOException {
        return fault.requirements().consumers() == 0 ? collector.received() : group.received();
    }

    private long snapshotLsn() {
        return fault.requirements().freshStack() ? RecordAnalyzer.snapshotLsn(collector.received()) : 0;
    }

    private static String messageOf(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return String.valueOf(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    @Override
    public ReplicatedStack stack() {
        return stack.stack();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public AuditWorkload workload() {
        return workload;
    }

    @Override
    public NetworkProxy proxy() {
        try {
            return stack.proxy();
        } catch (IOException e) {
            throw new IllegalStateException("cannot start the proxy: " + e.getMessage(), e);
        }
    }

    @Override
    public List<ConsumerProcess> consumers() {
        return group.processes();
    }

    @Override
    public ConsumerProcess addConsumer() throws Exception {
        return group.startConsumer();
    }

    @Override
    public void reconfigure(Map<String, String> connectorSettings) {
        try {
            stack.reconfigure(connectorSettings);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void mark(String label) {
        marks.add(new AuditTimeline.Mark(
                Duration.ofNanos(System.nanoTime() - startNanos).toMillis(), label));
    }

    @Override
    public void reportDetected(String message) {
        if (detected == null) {
            detected = message;
            mark("detected");
            progress.accept("  detected: " + message.lines().findFirst().orElse(""));
        }
    }

    @Override
    public void expectMalformed(int records) {
        expectedMalformed += records;
    }
}
