package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.rows.TargetTable;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the workers of a run in parallel, each in its own thread. If a worker fails, the run is canceled. */
final class WorkerPool {

    private static final long POLL_MILLIS = 100;

    /** Time after cancellation at which statements in flight are aborted. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final List<LoadWorker> workers;
    private final ExecutorService threads;
    private final AtomicBoolean canceled;

    WorkerPool(List<LoadWorker> workers, ExecutorService threads, AtomicBoolean canceled) {
        this.workers = workers;
        this.threads = threads;
        this.canceled = canceled;
    }

    /**
     * Executes a schedule with all workers and waits for them.
     *
     * @throws InterruptedException if the thread is interrupted; thrown after all workers have ended
     */
    void execute(Schedule schedule) throws InterruptedException {
        List<Future<?>> pending = workers.stream()
                .<Future<?>>map(worker -> threads.submit(() -> runWorker(worker, schedule)))
                .collect(Collectors.toList());
        @Nullable InterruptedException interrupted = null;
        @Nullable Throwable failure = null;
        long canceledSince = 0;
        boolean aborted = false;
        while (!pending.isEmpty()) {
            try {
                pending.get(0).get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                pending.remove(0);
            } catch (TimeoutException e) {
                if (canceled.get() && canceledSince == 0) {
                    canceledSince = System.nanoTime();
                } else if (canceled.get() && !aborted && System.nanoTime() - canceledSince > GRACE_NANOS) {
                    aborted = true;
                    workers.forEach(LoadWorker::abort);
                }
            } catch (ExecutionException e) {
                pending.remove(0);
                failure = failure == null ? e.getCause() : failure;
            } catch (InterruptedException e) {
                canceled.set(true);
                interrupted = e;
            }
        }
        rethrow(failure);
        if (interrupted != null) {
            throw interrupted;
        }
    }

    /** Truncates a table. Call it only while all workers are idle. */
    void truncate(TargetTable table) {
        workers.get(0).truncate(table);
        workers.forEach(worker -> worker.forgetAll(table.table()));
    }

    private void runWorker(LoadWorker worker, Schedule schedule) {
        boolean succeeded = false;
        try {
            worker.execute(schedule);
            succeeded = true;
        } finally {
            if (!succeeded) {
                canceled.set(true);
            }
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
