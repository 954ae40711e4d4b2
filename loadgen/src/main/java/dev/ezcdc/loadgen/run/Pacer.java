package dev.ezcdc.loadgen.run;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * An open loop: row {@code i} is due at start + i × interval whatever became of the rows before it, so that a server that
 * stalls finds the rows of the meantime waiting, as it would in life. In a burst all are due at its start. Thread-safe.
 */
final class Pacer {

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** The longest wait in one piece: so soon a cancelled run is noticed. */
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
            throw new IllegalArgumentException("a rate is at least one row a second, not " + rowsPerSecond);
        }
        return new Pacer(clock, startNanos, rowsPerSecond);
    }

    static Pacer forBurst(LoadClock clock, long startNanos) {
        return new Pacer(clock, startNanos, 0);
    }

    /** When the row is due, on the clock's nanoseconds. No rounding adds up: row {@code rate × n} is due after n seconds. */
    long dueNanos(long row) {
        if (rowsPerSecond == 0) {
            return startNanos;
        }
        return startNanos + row / rowsPerSecond * NANOS_PER_SECOND + row % rowsPerSecond * NANOS_PER_SECOND / rowsPerSecond;
    }

    /**
     * Waits until the row is due; at once if it is overdue.
     *
     * @return false if it was cancelled before
     */
    boolean awaitDue(long row, BooleanSupplier cancelled) {
        long due = dueNanos(row);
        while (!cancelled.getAsBoolean()) {
            long left = due - clock.nanos();
            if (left <= 0) {
                return true;
            }
            clock.park(Math.min(left, MAX_PARK_NANOS));
        }
        return false;
    }
}
