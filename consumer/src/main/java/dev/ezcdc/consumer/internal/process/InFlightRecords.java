package dev.ezcdc.consumer.internal.process;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the records that are in flight on handler threads. Thread-safe, with one waiting thread. */
final class InFlightRecords {

    private static final int NOT_AWAITED = -1;

    private final AtomicInteger count = new AtomicInteger();

    /** Written before the count is read, and read after it is written, so that no waiting thread is missed. */
    private volatile int awaitedCount = NOT_AWAITED;

    void add(int records) {
        count.addAndGet(records);
    }

    int count() {
        return count.get();
    }

    void remove() {
        if (count.decrementAndGet() <= awaitedCount) {
            notifyWaiting();
        }
    }

    private synchronized void notifyWaiting() {
        notifyAll();
    }

    /** Waits until at most this many records are in flight, or for the timeout. Returns whether that is so. */
    synchronized boolean awaitAtMost(int max, long timeoutNanos) throws InterruptedException {
        awaitedCount = max;
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        try {
            for (long left = timeoutNanos; count.get() > max && left > 0; left = deadlineNanos - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return count.get() <= max;
        } finally {
            awaitedCount = NOT_AWAITED;
        }
    }
}
