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

/** The workers of a run side by side, each in a thread. A worker's failure cancels the run. */
final class WorkerPool {

    private static final long POLL_MILLIS = 100;

    /** How long after the cancelling an open statement is waited for. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final List<LoadWorker> workers;
    private final ExecutorService threads;
    private final AtomicBoolean cancelled;

    WorkerPool(List<LoadWorker> workers, ExecutorService threads, AtomicBoolean cancelled) {
        this.workers = workers;
        this.threads = threads;
        this.cancelled = cancelled;
    }

    /**
     * Lets all lanes do their share and waits for them.
     *
     * @throws InterruptedException if interrupted; the lanes have ended nevertheless
     */
    void execute(Schedule schedule) throws InterruptedException {
        List<Future<?>> shares = workers.stream()
                .<Future<?>>map(worker -> threads.submit(() -> execute(worker, schedule)))
                .collect(Collectors.toList());
        @Nullable InterruptedException interrupted = null;
        @Nullable Throwable failure = null;
        long cancelledSince = 0;
        boolean aborted = false;
        while (!shares.isEmpty()) {
            try {
                shares.get(0).get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                shares.remove(0);
            } catch (TimeoutException e) {
                if (cancelled.get() && cancelledSince == 0) {
                    cancelledSince = System.nanoTime();
                } else if (cancelled.get() && !aborted && System.nanoTime() - cancelledSince > GRACE_NANOS) {
                    aborted = true;
                    workers.forEach(LoadWorker::abort);
                }
            } catch (ExecutionException e) {
                shares.remove(0);
                failure = failure == null ? e.getCause() : failure;
            } catch (InterruptedException e) {
                cancelled.set(true);
                interrupted = e;
            }
        }
        rethrow(failure);
        if (interrupted != null) {
            throw interrupted;
        }
    }

    /** Empties a table while all lanes are at rest. */
    void truncate(TargetTable table) {
        workers.get(0).truncate(table);
        workers.forEach(worker -> worker.forgetAll(table.table()));
    }

    private void execute(LoadWorker worker, Schedule schedule) {
        boolean done = false;
        try {
            worker.work(schedule);
            done = true;
        } finally {
            if (!done) {
                cancelled.set(true);
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
