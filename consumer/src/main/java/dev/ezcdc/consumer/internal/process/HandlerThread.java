package dev.ezcdc.consumer.internal.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** A handler thread, and the tasks that are held to be passed on to it together. Confined to the polling thread. */
final class HandlerThread {

    private final ExecutorService executor;
    private List<Runnable> held = new ArrayList<>();

    HandlerThread(ThreadFactory threads) {
        this.executor = Executors.newSingleThreadExecutor(threads);
    }

    /** Holds a task until {@link #passOn}. */
    void hold(Runnable task) {
        held.add(task);
    }

    /** Lets the thread run the held tasks, in order. */
    void passOn() {
        if (held.isEmpty()) {
            return;
        }
        List<Runnable> tasks = held;
        held = new ArrayList<>(tasks.size());
        executor.execute(() -> tasks.forEach(Runnable::run));
    }

    void close() {
        executor.shutdownNow();
    }
}
