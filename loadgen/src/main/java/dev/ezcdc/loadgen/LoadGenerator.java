package dev.ezcdc.loadgen;

import java.sql.Connection;
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
    private volatile long startNanos;
    private volatile boolean writing;

    /** @throws IllegalArgumentException if the JDBC URL is none of PostgreSQL's */
    public LoadGenerator(LoadOptions options, LoadListener listener) {
        this(options, listener, LoadClock.SYSTEM);
    }

    LoadGenerator(LoadOptions options, LoadListener listener, LoadClock clock) {
        Server server = new Server(options.jdbcUrl(), options.user(), options.password(), options.patience(), clock);
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
        ExecutorService threads = Executors.newFixedThreadPool(options.connections(), LoadGenerator::thread);
        try {
            Workload workload = Workload.customers(options.seed(), options.mix());
            connect(workload, workers);
            workload.warmUp();
            LaneGroup lanes = new LaneGroup(workers, threads, cancelled);
            startNanos = run.clock().nanos();
            writing = true;
            long busyNanos = workers.isEmpty() ? 0 : carryOut(options.plan(), lanes);
            return summary(busyNanos);
        } finally {
            threads.shutdownNow();
            workers.forEach(LoadWorker::close);
        }
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
    private void connect(Workload workload, List<LoadWorker> workers) {
        @Nullable TargetTable table = null;
        for (int number = 0; number < options.connections(); number++) {
            Connection connection = run.server().connect(run.listener()::waiting, run.cancelled());
            if (connection == null) {
                return;
            }
            try {
                if (table == null) {
                    table = TargetTable.find(connection, TableName.parse(options.table()), workload.columns());
                }
                LoadWorker worker = new LoadWorker(run, number, connection, table, workload);
                workers.add(worker);
                worker.prepare();
            } catch (SQLException e) {
                throw new LoadException("PostgreSQL at " + address() + ": " + SqlErrors.message(e), e);
            }
        }
    }

    /** Returns the nanoseconds in which there was something to write. */
    private long carryOut(LoadPlan plan, LaneGroup lanes) throws InterruptedException {
        if (plan instanceof SteadyRate steady) {
            Pacer pacer = Pacer.steady(run.clock(), startNanos, steady.rowsPerSecond());
            long cutOff =
                    steady.length() == null ? Long.MAX_VALUE : steady.length().toNanos() + GRACE_NANOS;
            lanes.work(new Schedule(pacer, plan.totalRows(), options.batch(), options.connections(), true, cutOff));
            return run.clock().nanos() - startNanos;
        }
        return burst((Burst) plan, lanes);
    }

    private long burst(Burst burst, LaneGroup lanes) throws InterruptedException {
        long busy = 0;
        for (int i = 0; i < burst.times() && !cancelled.get(); i++) {
            long due = burst.every() == null
                    ? run.clock().nanos()
                    : startNanos + i * burst.every().toNanos();
            Pacer pacer = Pacer.burst(run.clock(), due);
            lanes.work(
                    new Schedule(pacer, burst.rows(), options.batch(), options.connections(), false, Long.MAX_VALUE));
            busy += Math.max(0, run.clock().nanos() - due);
        }
        return busy;
    }

    private LoadSummary summary(long busyNanos) {
        long unsent =
                cancelled.get() ? 0 : options.plan().totalRows() - run.stats().done();
        return run.stats().summary(options.seed(), unsent, run.clock().nanos() - startNanos, busyNanos);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "loadgen");
        thread.setDaemon(true);
        return thread;
    }
}
