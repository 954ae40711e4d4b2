package dev.ezcdc.loadgen;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A plan that writes a fixed number of rows per second, evenly spaced.
 *
 * @param rowsPerSecond at least 1
 * @param duration length of the run; null if it runs until it is canceled
 */
public record SteadyRate(long rowsPerSecond, @Nullable Duration duration) implements LoadPlan {

    /** More than any server can write, and low enough that arithmetic in nanoseconds does not overflow. */
    private static final long MAX_ROWS_PER_SECOND = 100_000_000;

    private static final long MAX_DAYS = 1_000;

    /** @throws IllegalArgumentException if the rate is not from 1 to 100 million, or the duration is not positive */
    public SteadyRate {
        if (rowsPerSecond < 1 || rowsPerSecond > MAX_ROWS_PER_SECOND) {
            throw new IllegalArgumentException(
                    "rate must be between 1 and " + MAX_ROWS_PER_SECOND + " rows per second, not " + rowsPerSecond);
        }
        if (duration != null && (duration.isNegative() || duration.isZero() || duration.toDays() > MAX_DAYS)) {
            throw new IllegalArgumentException(
                    "duration must be positive and at most " + MAX_DAYS + " days, not " + duration);
        }
    }

    /** Returns rate × duration, and at least 1. */
    @Override
    public long totalRows() {
        if (duration == null) {
            return Long.MAX_VALUE;
        }
        long rows = duration.getSeconds() * rowsPerSecond + duration.getNano() * rowsPerSecond / 1_000_000_000L;
        return Math.max(1, rows);
    }
}
