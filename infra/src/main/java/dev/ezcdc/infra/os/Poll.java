package dev.ezcdc.infra.os;

import dev.ezcdc.infra.StackException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Polling with a deadline. */
public final class Poll {
    private Poll() {}

    /** Returns whether {@code condition} held before {@code timeout} was over; asks every {@code every}. */
    public static boolean until(BooleanSupplier condition, Duration timeout, Duration every) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            sleep(every);
        }
        return true;
    }

    public static void sleep(Duration time) {
        LockSupport.parkNanos(time.toNanos());
        if (Thread.interrupted()) {
            throw interrupted(new InterruptedException());
        }
    }

    public static StackException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StackException("interrupted while waiting for the stack", e);
    }

    /** An exception's message, or its name when it has none. */
    public static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message.strip();
    }
}
