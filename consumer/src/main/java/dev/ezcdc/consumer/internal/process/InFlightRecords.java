package dev.ezcdc.consumer.internal.process;

import java.util.concurrent.TimeUnit;

/** Counts the records that are in flight on handler threads. Thread-safe. */
final class InFlightRecords {

    private int count;

    synchronized void add() {
        count++;
    }

    synchronized void remove() {
        if (--count == 0) {
            notifyAll();
        }
    }

    /** Waits until no record is in flight, at most for the timeout. Returns whether that is so. */
    synchronized boolean awaitNone(long timeoutNanos) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        for (long left = timeoutNanos; count > 0 && left > 0; left = deadlineNanos - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return count == 0;
    }
}
