package dev.ezcdc.loadgen;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * So many rows a second, evenly spaced.
 *
 * @param rowsPerSecond at least 1
 * @param length for how long; null: until cancelled
 */
public record SteadyRate(long rowsPerSecond, @Nullable Duration duration) implements LoadPlan {

    /** Beyond what any server takes, and far from where the arithmetic of nanoseconds ends. */
    private static final long MAX_ROWS_PER_SECOND = 100_000_000;

    private static final long MAX_DAYS = 1_000;

    /** @throws IllegalArgumentException if the rate is below 1 or over a hundred million, or the length not positive */
    public SteadyRate {
        if (rowsPerSecond < 1 || rowsPerSecond > MAX_ROWS_PER_SECOND) {
            throw new IllegalArgumentException(
                    "a rate is from 1 to " + MAX_ROWS_PER_SECOND + " rows a second, not " + rowsPerSecond);
        }
        if (duration != null && (duration.isNegative() || duration.isZero() || duration.toDays() > MAX_DAYS)) {
            throw new IllegalArgumentException("a run lasts more than nothing and at most " + MAX_DAYS + " days");
        }
    }

    /** Rate × length, and at least one. */
    @Override
    public long totalRows() {
        if (duration == null) {
            return Long.MAX_VALUE;
        }
        long rows = duration.getSeconds() * rowsPerSecond + duration.getNano() * rowsPerSecond / 1_000_000_000L;
        return Math.max(1, rows);
    }
}
