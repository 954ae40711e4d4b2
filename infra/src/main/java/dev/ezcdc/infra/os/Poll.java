package dev.ezcdc.infra.os;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Polling with a deadline. */
public final class Poll {
    private Poll() {}

    /** Tests {@code condition} every {@code interval}, and returns whether it became true within {@code timeout}. */
    public static boolean until(BooleanSupplier condition, Duration timeout, Duration interval) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            sleep(interval);
        }
        return true;
    }

    /** @throws dev.ezcdc.infra.StackException if the thread is interrupted; its interrupt flag stays set */
    public static void sleep(Duration time) {
        LockSupport.parkNanos(time.toNanos());
        if (Thread.interrupted()) {
            throw Exceptions.forInterrupt(new InterruptedException());
        }
    }
}
