package dev.ezcdc.loadgen;

/**
 * When a change was due, sent and done. Nanoseconds are {@link System#nanoTime()}'s, for differences within this
 * process; microseconds are the wall clock's since 1970, for comparing with other processes. All rows of one transaction
 * have the same.
 *
 * @param intendedNanos when it was due by the plan: latency is measured from here, or a server that stalls is flattered
 * @param sentNanos just before the statement was given to the driver
 * @param returnedNanos when the driver had the server's answer, the commit included
 */
public record Timing(
        long intendedNanos,
        long intendedWallMicros,
        long sentNanos,
        long sentWallMicros,
        long returnedNanos,
        long returnedWallMicros) {}
