package dev.ezcdc.instruments.audit.work;

import dev.ezcdc.infra.Endpoints;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Several writers at a steady rate, seeded. Starts by truncating all tables, so that the events describe their complete
 * content. Writes on its own threads. Not thread-safe.
 */
public final class AuditWorkload implements AutoCloseable {

    private static final int WRITERS = 3;

    private final TransactionLedger ledger = new TransactionLedger();
    private final List<TransactionWriter> writers = new ArrayList<>();
    private final List<TransactionPlanner> planners = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    private final TransactionWriter faultWriter;
    private final TransactionPlanner faultPlanner;
    private final long intervalNanos;
    private volatile boolean stopped;

    /**
     * Creates a workload without connecting.
     *
     * @param transactionsPerSecond total rate of all writers
     * @param sequences shared by all workloads that write to the same database
     */
    public AuditWorkload(
            Endpoints endpoints, long seed, TransactionMix mix, int transactionsPerSecond, RowSequences sequences) {
        this.intervalNanos = TimeUnit.SECONDS.toNanos(WRITERS) / transactionsPerSecond;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new TransactionWriter(endpoints, i, ledger));
            planners.add(new TransactionPlanner(random.split(), mix, i == 0, sequences));
        }
        faultWriter = new TransactionWriter(endpoints, WRITERS, ledger);
        faultPlanner = new TransactionPlanner(random.split(), mix, false, sequences);
    }

    /** Truncates the tables and starts the writers. */
    public void start() throws SQLException {
        writers.get(0).write(TransactionPlanner.truncateAll(), System.nanoTime());
        for (int i = 0; i < WRITERS; i++) {
            TransactionWriter writer = writers.get(i);
            TransactionPlanner planner = planners.get(i);
            running.add(threads.submit(() -> {
                write(writer, planner);
                return null;
            }));
        }
    }

    /**
     * Stops the writers and inserts one more row into each table. When those rows have arrived, all earlier changes have.
     *
     * @throws ExecutionException if a writer failed, with its error
     */
    public void finish() throws ExecutionException, InterruptedException, SQLException {
        stopped = true;
        for (Future<?> writing : running) {
            writing.get();
        }
        writers.get(0).write(planners.get(0).insertEverywhere(), System.nanoTime());
    }

    /** Inserts rows into one table in one transaction, while the writers continue. */
    public void insertMany(int rows) throws SQLException {
        insertMany(rows, 10);
    }

    /** Inserts rows of the given number of characters into one table in one transaction, while the writers continue. */
    public void insertMany(int rows, int characters) throws SQLException {
        faultWriter.write(faultPlanner.insertMany(rows, characters), System.nanoTime());
    }

    /** Changes the keys of all rows that {@link #insertMany} inserted, in one transaction. */
    public void changeAllKeys() throws SQLException {
        faultWriter.write(faultPlanner.changeAllKeys(), System.nanoTime());
    }

    /** Inserts a row of the given number of characters. */
    public void insertLargeRow(int characters) throws SQLException {
        faultWriter.write(faultPlanner.insertLargeRow(characters), System.nanoTime());
    }

    public TransactionLedger ledger() {
        return ledger;
    }

    private void write(TransactionWriter writer, TransactionPlanner planner) throws SQLException {
        long due = System.nanoTime();
        while (!stopped) {
            long ahead = due - System.nanoTime();
            if (ahead > 0) {
                LockSupport.parkNanos(ahead);
                continue;
            }
            if (-ahead > TimeUnit.SECONDS.toNanos(1)) {
                due = System.nanoTime(); // after a fault, the backlog must not become a burst
            }
            writer.write(planner.next(), due);
            due += intervalNanos;
        }
    }

    @Override
    public void close() throws SQLException {
        stopped = true;
        threads.shutdownNow();
        for (TransactionWriter writer : writers) {
            writer.close();
        }
        faultWriter.close();
    }
}
