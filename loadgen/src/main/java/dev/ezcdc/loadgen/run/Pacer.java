package dev.ezcdc.loadgen.run;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Determines when rows are due, as an open loop: row {@code i} is due at start + i × interval, regardless of earlier rows.
 * While a server stalls, rows accumulate as they would in production. In a burst, all rows are due at its start.
 * Thread-safe.
 */
final class Pacer {

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** The maximum time before a wait checks for cancellation. */
    private static final long MAX_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final LoadClock clock;
    private final long startNanos;
    private final long rowsPerSecond;

    private Pacer(LoadClock clock, long startNanos, long rowsPerSecond) {
        this.clock = clock;
        this.startNanos = startNanos;
        this.rowsPerSecond = rowsPerSecond;
    }

    static Pacer forSteadyRate(LoadClock clock, long startNanos, long rowsPerSecond) {
        if (rowsPerSecond < 1) {
            throw new IllegalArgumentException("rate must be at least 1 row per second, not " + rowsPerSecond);
        }
        return new Pacer(clock, startNanos, rowsPerSecond);
    }

    static Pacer forBurst(LoadClock clock, long startNanos) {
        return new Pacer(clock, startNanos, 0);
    }

    /** Returns when a row is due, in nanoseconds of the clock. Rounding errors do not accumulate. */
    long dueNanos(long row) {
        if (rowsPerSecond == 0) {
            return startNanos;
        }
        return startNanos
                + row / rowsPerSecond * NANOS_PER_SECOND
                + row % rowsPerSecond * NANOS_PER_SECOND / rowsPerSecond;
    }

    /**
     * Waits until a row is due. Returns immediately if it is overdue.
     *
     * @return false if the run was canceled before
     */
    boolean awaitDue(long row, BooleanSupplier canceled) {
        long due = dueNanos(row);
        while (!canceled.getAsBoolean()) {
            long left = due - clock.nanos();
            if (left <= 0) {
                return true;
            }
            clock.park(Math.min(left, MAX_PARK_NANOS));
        }
        return false;
    }
}
