package dev.ezcdc.consumer.internal.process;

import java.util.concurrent.TimeUnit;

/** How many records are with the handlers. Thread-safe. */
final class InFlightRecords {

    private int count;

    synchronized void begin() {
        count++;
    }

    synchronized void end() {
        if (--count == 0) {
            notifyAll();
        }
    }

    /** Waits until there is none, but no longer than this; returns whether that is so. */
    synchronized boolean awaitNone(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; count > 0 && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return count == 0;
    }
}
