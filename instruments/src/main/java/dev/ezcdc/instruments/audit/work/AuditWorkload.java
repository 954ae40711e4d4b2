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
 * Several writers at a steady rate, from a seed, until they are told to stop. Begins by emptying all tables, so that what
 * arrives is the whole of them. Threads of its own do the writing; its methods are for one thread.
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
     * Connects to nothing yet.
     *
     * @param transactionsPerSecond of all writers together
     * @param numbers shared by all workloads that write to one database
     */
    public AuditWorkload(
            Endpoints endpoints, long seed, TransactionMix mix, int transactionsPerSecond, RowSequences numbers) {
        this.intervalNanos = TimeUnit.SECONDS.toNanos(WRITERS) / transactionsPerSecond;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new TransactionWriter(endpoints, i, ledger));
            planners.add(new TransactionPlanner(random.split(), mix, i == 0, numbers));
        }
        faultWriter = new TransactionWriter(endpoints, WRITERS, ledger);
        faultPlanner = new TransactionPlanner(random.split(), mix, false, numbers);
    }

    /** Empties the tables, then begins to write. */
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
     * Ends the writing, and writes one row more into each table: when these have arrived, nothing older is on its way.
     *
     * @throws ExecutionException if a writer failed, with its error
     */
    public void finish() throws ExecutionException, InterruptedException, SQLException {
        stopped = true;
        for (Future<?> each : running) {
            each.get();
        }
        writers.get(0).write(planners.get(0).insertEverywhere(), System.nanoTime());
    }

    /** Rows into one table in one transaction, while all else goes on. */
    public void insertMany(int rows) throws SQLException {
        insertMany(rows, 10);
    }

    /** The same with this many characters in each row. */
    public void insertMany(int rows, int characters) throws SQLException {
        faultWriter.write(faultPlanner.insertMany(rows, characters), System.nanoTime());
    }

    /** Gives all rows that {@link #insertMany} wrote other keys, in one transaction. */
    public void changeAllKeys() throws SQLException {
        faultWriter.write(faultPlanner.changeAllKeys(), System.nanoTime());
    }

    /** A row of that many characters. */
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
                due = System.nanoTime(); // what a fault held up is not made up for by a storm
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
