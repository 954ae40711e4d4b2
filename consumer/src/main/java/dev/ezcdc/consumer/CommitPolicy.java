package dev.ezcdc.consumer;

import java.time.Duration;

/**
 * How often offsets of handled records are committed while records flow; besides, they are when partitions are taken away
 * and at the end. What was handled after the last commit comes again after a crash.
 *
 * @param interval the least time between two commits; zero: after each poll
 */
public record CommitPolicy(Duration interval) {

    public CommitPolicy {
        if (interval.isNegative()) {
            throw new IllegalArgumentException("a commit interval can't be negative: " + interval);
        }
    }

    /** After the records of each poll. */
    public static CommitPolicy everyPoll() {
        return new CommitPolicy(Duration.ZERO);
    }

    /** At most once in an interval. */
    public static CommitPolicy every(Duration interval) {
        return new CommitPolicy(interval);
    }
}
