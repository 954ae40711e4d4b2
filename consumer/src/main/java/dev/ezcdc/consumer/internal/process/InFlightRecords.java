package dev.ezcdc.consumer.internal.process;

import java.util.concurrent.TimeUnit;

/** Counts the records that are in flight on handler threads. Thread-safe, with one waiting thread. */
final class InFlightRecords {

    private int count;
    private int awaitedCount;

    synchronized void add() {
        count++;
    }

    synchronized int count() {
        return count;
    }

    synchronized void remove() {
        if (--count <= awaitedCount) {
            notifyAll();
        }
    }

    /** Waits until at most this many records are in flight, or for the timeout. Returns whether that is so. */
    synchronized boolean awaitAtMost(int max, long timeoutNanos) throws InterruptedException {
        awaitedCount = max;
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        for (long left = timeoutNanos; count > max && left > 0; left = deadlineNanos - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return count <= max;
    }
}
