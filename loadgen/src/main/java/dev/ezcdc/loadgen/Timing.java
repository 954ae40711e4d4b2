package dev.ezcdc.loadgen;

/**
 * The times at which a change was due, sent and answered. Nanoseconds are on the clock of {@link System#nanoTime()}, for
 * differences within this process. Microseconds are wall-clock time since 1970, for comparison with other processes. All
 * rows of a transaction have the same timing.
 *
 * @param intendedNanos when the plan had the change due. Measure latency from here; measured from {@code sentNanos}, the
 *     delay that a stalled server causes would not count
 * @param sentNanos just before the statement was passed to the driver
 * @param returnedNanos when the driver had the server's answer, including the commit
 */
public record Timing(
        long intendedNanos,
        long intendedWallMicros,
        long sentNanos,
        long sentWallMicros,
        long returnedNanos,
        long returnedWallMicros) {}
