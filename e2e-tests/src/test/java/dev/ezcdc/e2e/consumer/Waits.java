package dev.ezcdc.e2e.consumer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Simulates work that takes time. */
final class Waits {

    private Waits() {}

    static void sleepFor(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
