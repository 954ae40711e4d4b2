package dev.ezcdc.consumer;

import java.time.Duration;

/**
 * Determines how often offsets are committed while records arrive. Independently of it, they are committed when partitions
 * are revoked and when the consumer stops. After a crash, records handled since the last commit are delivered again.
 *
 * @param interval the minimum time between two commits; zero commits after each poll
 */
public record CommitPolicy(Duration interval) {

    /** Throws an {@link IllegalArgumentException} if the interval is negative. */
    public CommitPolicy {
        if (interval.isNegative()) {
            throw new IllegalArgumentException("commit interval must not be negative: " + interval);
        }
    }

    /** Returns a policy that commits after the records of each poll. */
    public static CommitPolicy everyPoll() {
        return new CommitPolicy(Duration.ZERO);
    }

    /** Returns a policy that commits at most once per interval. */
    public static CommitPolicy every(Duration interval) {
        return new CommitPolicy(interval);
    }
}
