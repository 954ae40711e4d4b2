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
 * Writes rows to PostgreSQL tables according to a plan. A generator executes one run:
 *
 * <pre>{@code
 * LoadOptions options = LoadOptions.builder(url, "cdctest", "cdctest", new SteadyRate(500, Duration.ofSeconds(20)))
 *         .seed(42)
 *         .build();
 * LoadSummary summary = new LoadGenerator(options, listener).run();
 * }</pre>
 *
 * <p>{@link #run} blocks and can be called once. {@link #cancel}, {@link #progress} and the other methods can be called
 * from any thread at any time.
 */
public final class LoadGenerator {

    /** Time after the end of a steady-rate run in which overdue rows are still sent. */
    private static final long GRACE_NANOS = Duration.ofSeconds(5).toNanos();

    private final LoadOptions options;
    private final LoadRun run;
    private final AtomicBoolean canceled = new AtomicBoolean();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile List<TargetTable> targetTables = List.of();
    private volatile long startNanos;
    private volatile boolean isWriting;

    /**
     * Creates a generator without connecting.
     *
     * @throws IllegalArgumentException if the URL is not a PostgreSQL JDBC URL
     */
    public LoadGenerator(LoadOptions options, LoadListener listener) {
        this(options, listener, LoadClock.SYSTEM);
    }

    LoadGenerator(LoadOptions options, LoadListener listener, LoadClock clock) {
        ConnectionTarget server = new ConnectionTarget(
                options.jdbcUrl(), options.user(), options.password(), options.retryTimeout(), clock);
        this.options = options;
        this.run = new LoadRun(server, listener, new LoadStats(), clock, canceled::get);
    }

    /** Returns the target as {@code host:port/database}. */
    public String address() {
        return run.server().address();
    }

    /**
     * Connects, writes all rows of the plan, and returns when the last one is answered or the run is canceled.
     *
     * @throws LoadException if the server cannot be reached or rejects the rows
     * @throws InterruptedException if the calling thread is interrupted, which cancels the run
     * @throws IllegalStateException if the method is called a second time
     */
    public LoadSummary run() throws InterruptedException {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("run() can be called only once");
        }
        List<LoadWorker> workers = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(options.connections(), LoadGenerator::newThread);
        try {
            connectWorkers(workers);
            WorkerPool pool = new WorkerPool(workers, threads, canceled);
            startNanos = run.clock().nanos();
            isWriting = true;
            long busyNanos = workers.isEmpty() ? 0 : execute(options.plan(), pool);
            return summary(busyNanos);
        } finally {
            threads.shutdownNow();
            workers.forEach(LoadWorker::close);
        }
    }

    /** Returns the target tables in the order of {@link LoadOptions#tables()}; empty before the run has read them. */
    public List<WrittenTable> tables() {
        return targetTables.stream().map(TargetTable::table).toList();
    }

    /** Ends the run. Waits up to five seconds for statements in flight and sends no further ones. */
    public void cancel() {
        canceled.set(true);
    }

    /** Returns the current progress. */
    public LoadProgress progress() {
        double seconds = isWriting ? (run.clock().nanos() - startNanos) / 1e9 : 0;
        return run.stats().progress(options.plan().totalRows(), seconds);
    }

    /**
     * Returns the counts so far, for a run that {@link #run} ended with an exception. They are consistent if no statement
     * is in flight.
     */
    public LoadSummary summary() {
        long nanos = isWriting ? run.clock().nanos() - startNanos : 0;
        return run.stats().summary(options.seed(), 0, nanos, nanos);
    }

    /** Returns a copy of the distribution of answer minus sent, in nanoseconds. */
    public Histogram statementTimes() {
        return run.stats().copyStatement();
    }

    /** Returns a copy of the distribution of sent minus due, in nanoseconds. */
    public Histogram pacingTimes() {
        return run.stats().copyPacing();
    }

    /** Adds a worker for each connection; stops early if the run is canceled. */
    private void connectWorkers(List<LoadWorker> workers) {
        @Nullable Workload workload = null;
        for (int index = 0; index < options.connections(); index++) {
            Session session = run.server().connect(run.listener()::onNotice, run.canceled());
            if (session == null) {
                return;
            }
            try {
                if (workload == null) {
                    targetTables = findTargetTables(session);
                    workload = Workload.of(options, targetTables);
                    workload.warmUp();
                }
                WorkerConnection connection = new WorkerConnection(run, session, targetTables, options.mode());
                LoadWorker worker = new LoadWorker(run, index, connection, workload, options);
                workers.add(worker);
                worker.prepare();
            } catch (SQLException e) {
                throw new LoadException("PostgreSQL at " + address() + ": " + SqlErrors.describe(e), e);
            }
        }
    }

    private List<TargetTable> findTargetTables(Session session) throws SQLException {
        List<TargetTable> found = new ArrayList<>();
        for (int index = 0; index < options.tables().size(); index++) {
            found.add(TargetTable.find(session.connection(), index, options));
        }
        return List.copyOf(found);
    }

    /** Executes the plan and returns the nanoseconds in which there was something to write. */
    private long execute(LoadPlan plan, WorkerPool pool) throws InterruptedException {
        if (plan instanceof SteadyRate steady) {
            Pacer pacer = Pacer.forSteadyRate(run.clock(), startNanos, steady.rowsPerSecond());
            long cutOffNanos = steady.duration() == null
                    ? Long.MAX_VALUE
                    : steady.duration().toNanos() + GRACE_NANOS;
            executeRows(pool, pacer, 0, plan.totalRows(), true, cutOffNanos);
            return run.clock().nanos() - startNanos;
        }
        return executeBursts((Burst) plan, pool);
    }

    private long executeBursts(Burst burst, WorkerPool pool) throws InterruptedException {
        long busyNanos = 0;
        for (int i = 0; i < burst.times() && !canceled.get(); i++) {
            long due = burst.interval() == null
                    ? run.clock().nanos()
                    : startNanos + i * burst.interval().toNanos();
            Pacer pacer = Pacer.forBurst(run.clock(), due);
            executeRows(pool, pacer, i * burst.rows(), (i + 1) * burst.rows(), false, Long.MAX_VALUE);
            busyNanos += Math.max(0, run.clock().nanos() - due);
        }
        return busyNanos;
    }

    /** Writes a range of rows. All workers are idle while a table is truncated. */
    private void executeRows(
            WorkerPool pool, Pacer pacer, long firstRow, long endRow, boolean measuresEveryTurn, long cutOffNanos)
            throws InterruptedException {
        long truncateInterval = options.truncateEveryRows() == 0 ? Long.MAX_VALUE : options.truncateEveryRows();
        long next = firstRow;
        while (next < endRow && !canceled.get()) {
            long truncateAt = truncateInterval == Long.MAX_VALUE
                    ? Long.MAX_VALUE
                    : (next / truncateInterval + 1) * truncateInterval;
            long end = Math.min(endRow, truncateAt);
            pool.execute(new Schedule(
                    pacer, next, end, options.batchSize(), options.connections(), measuresEveryTurn, cutOffNanos));
            if (end == truncateAt && !canceled.get()) {
                pool.truncate(targetTables.get((int) ((end / truncateInterval - 1) % targetTables.size())));
            }
            next = end;
        }
    }

    private LoadSummary summary(long busyNanos) {
        long unsent =
                canceled.get() ? 0 : options.plan().totalRows() - run.stats().completedRows();
        return run.stats().summary(options.seed(), unsent, run.clock().nanos() - startNanos, busyNanos);
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "loadgen");
        thread.setDaemon(true);
        return thread;
    }
}
