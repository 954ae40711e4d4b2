package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.LoadPlan;
import dev.ezcdc.loadgen.LoadProgress;
import dev.ezcdc.loadgen.LoadSummary;
import dev.ezcdc.loadgen.SqlErrors;
import dev.ezcdc.loadgen.SteadyRate;
import dev.ezcdc.loadgen.WrittenTable;
import dev.ezcdc.loadgen.rows.TargetTable;
import dev.ezcdc.loadgen.rows.Workload;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a PostgreSQL table by a plan. One generator is one run:
 *
 * <pre>{@code
 * LoadOptions options = LoadOptions.of(url, "cdctest", "cdctest", new SteadyRate(500, Duration.ofSeconds(20)));
 * LoadSummary summary = new LoadGenerator(options.withSeed(42), listener).run();
 * }</pre>
 *
 * <p>{@link #run} is called once and blocks; {@link #cancel} and {@link #progress} may be called by any thread at any
 * time.
 */
public final class LoadGenerator {

    /** So long after its end a run at a steady rate may still send what the server was too slow for. */
    private static final long GRACE_NANOS = Duration.ofSeconds(5).toNanos();

    private final LoadOptions options;
    private final LoadRun run;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile List<TargetTable> targetTables = List.of();
    private volatile long startNanos;
    private volatile boolean writing;

    /** @throws IllegalArgumentException if the JDBC URL is none of PostgreSQL's */
    public LoadGenerator(LoadOptions options, LoadListener listener) {
        this(options, listener, LoadClock.SYSTEM);
    }

    LoadGenerator(LoadOptions options, LoadListener listener, LoadClock clock) {
        ConnectionTarget server =
                new ConnectionTarget(options.jdbcUrl(), options.user(), options.password(), options.patience(), clock);
        this.options = options;
        this.run = new LoadRun(server, listener, new LoadStats(), clock, cancelled::get);
    }

    /** Host, port and database that are written to. */
    public String address() {
        return run.server().address();
    }

    /**
     * Connects, writes all rows of the plan and returns when the last one is answered or the run is cancelled.
     *
     * @throws LoadException if the server cannot be reached or refuses the rows, with a message for people
     * @throws InterruptedException if the calling thread is interrupted; the run is cancelled then
     * @throws IllegalStateException if it is called a second time
     */
    public LoadSummary run() throws InterruptedException {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("a LoadGenerator runs once");
        }
        List<LoadWorker> workers = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(options.connections(), LoadGenerator::newThread);
        try {
            connectWorkers(workers);
            WorkerPool lanes = new WorkerPool(workers, threads, cancelled);
            startNanos = run.clock().nanos();
            writing = true;
            long busyNanos = workers.isEmpty() ? 0 : execute(options.plan(), lanes);
            return summary(busyNanos);
        } finally {
            threads.shutdownNow();
            workers.forEach(LoadWorker::close);
        }
    }

    /** The tables that are written to, in the order of {@link LoadOptions#tables()}; empty before they are looked up. */
    public List<WrittenTable> tables() {
        return targetTables.stream().map(TargetTable::table).toList();
    }

    /** Ends the run soon: what is sent is waited for (five seconds at most), what is not is left. */
    public void cancel() {
        cancelled.set(true);
    }

    public LoadProgress progress() {
        double seconds = writing ? (run.clock().nanos() - startNanos) / 1e9 : 0;
        return run.stats().progress(options.plan().totalRows(), seconds);
    }

    /** From sending to the answer, in nanoseconds; a copy. */
    public Histogram statementTimes() {
        return run.stats().statement();
    }

    /** From the due time to sending, in nanoseconds; a copy. */
    public Histogram pacingTimes() {
        return run.stats().pacing();
    }

    /** No workers if it was cancelled meanwhile. */
    private void connectWorkers(List<LoadWorker> workers) {
        @Nullable Workload workload = null;
        for (int number = 0; number < options.connections(); number++) {
            Session session = run.server().connect(run.listener()::onNotice, run.cancelled());
            if (session == null) {
                return;
            }
            try {
                if (workload == null) {
                    targetTables = targetTables(session);
                    workload = Workload.of(options, targetTables);
                    workload.warmUp();
                }
                WorkerConnection line = new WorkerConnection(run, session, targetTables, options.mode());
                LoadWorker worker = new LoadWorker(run, number, line, workload, options);
                workers.add(worker);
                worker.prepare();
            } catch (SQLException e) {
                throw new LoadException("PostgreSQL at " + address() + ": " + SqlErrors.describe(e), e);
            }
        }
    }

    private List<TargetTable> targetTables(Session session) throws SQLException {
        List<TargetTable> found = new ArrayList<>();
        for (int number = 0; number < options.tables().size(); number++) {
            found.add(TargetTable.find(session.connection(), number, options));
        }
        return List.copyOf(found);
    }

    /** Returns the nanoseconds in which there was something to write. */
    private long execute(LoadPlan plan, WorkerPool lanes) throws InterruptedException {
        if (plan instanceof SteadyRate steady) {
            Pacer pacer = Pacer.forSteadyRate(run.clock(), startNanos, steady.rowsPerSecond());
            long cutOff =
                    steady.duration() == null ? Long.MAX_VALUE : steady.duration().toNanos() + GRACE_NANOS;
            executeRows(lanes, pacer, 0, plan.totalRows(), true, cutOff);
            return run.clock().nanos() - startNanos;
        }
        return executeBursts((Burst) plan, lanes);
    }

    private long executeBursts(Burst burst, WorkerPool lanes) throws InterruptedException {
        long busy = 0;
        for (int i = 0; i < burst.times() && !cancelled.get(); i++) {
            long due = burst.interval() == null
                    ? run.clock().nanos()
                    : startNanos + i * burst.interval().toNanos();
            Pacer pacer = Pacer.forBurst(run.clock(), due);
            executeRows(lanes, pacer, i * burst.rows(), (i + 1) * burst.rows(), false, Long.MAX_VALUE);
            busy += Math.max(0, run.clock().nanos() - due);
        }
        return busy;
    }

    /** Rows from one to another, with all lanes at rest where a table is truncated. */
    private void executeRows(WorkerPool lanes, Pacer pacer, long from, long to, boolean paceEvery, long cutOff)
            throws InterruptedException {
        long every = options.truncateEvery() == 0 ? Long.MAX_VALUE : options.truncateEvery();
        long next = from;
        while (next < to && !cancelled.get()) {
            long truncateAt = every == Long.MAX_VALUE ? Long.MAX_VALUE : (next / every + 1) * every;
            long end = Math.min(to, truncateAt);
            lanes.execute(new Schedule(pacer, next, end, options.batch(), options.connections(), paceEvery, cutOff));
            if (end == truncateAt && !cancelled.get()) {
                lanes.truncate(targetTables.get((int) ((end / every - 1) % targetTables.size())));
            }
            next = end;
        }
    }

    private LoadSummary summary(long busyNanos) {
        long unsent =
                cancelled.get() ? 0 : options.plan().totalRows() - run.stats().completedRows();
        return run.stats().summary(options.seed(), unsent, run.clock().nanos() - startNanos, busyNanos);
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "loadgen");
        thread.setDaemon(true);
        return thread;
    }
}
