package dev.ezcdc.consumer;

import java.time.Duration;

/**
 * What comes of a record whose handler fails.
 *
 * @param attempts how often the handler is given the record in all, at least once
 * @param firstBackOff the pause before the second attempt; each further one is twice as long
 * @param longestBackOff what the pauses grow to at most
 * @param afterwards what comes of it when the last attempt has failed as well
 */
public record FailurePolicy(int maxAttempts, Duration initialBackoff, Duration maxBackoff, OnExhausted onExhausted) {

    /** What comes after the last attempt. */
    public enum OnExhausted {
        /** The record goes to the dead letters, and the rest goes on. */
        DEAD_LETTER,
        /** The consumer stops with the handler's exception; the record is not committed and is the next run's first. */
        STOP
    }

    public FailurePolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException(
                    "a handler is given a record at least once, not " + maxAttempts + " times");
        }
        if (initialBackoff.isNegative() || maxBackoff.compareTo(initialBackoff) < 0) {
            throw new IllegalArgumentException("back-offs grow from the first, from 0 up, to the longest; these are "
                    + initialBackoff + " and " + maxBackoff);
        }
    }

    /** The default: five attempts within some three seconds, then the dead letters. */
    public static FailurePolicy retryThenDeadLetter() {
        return retryThenDeadLetter(5, Duration.ofMillis(200), Duration.ofSeconds(10));
    }

    /** As many attempts, with growing pauses between them, then the dead letters. */
    public static FailurePolicy retryThenDeadLetter(int attempts, Duration firstBackOff, Duration longestBackOff) {
        return new FailurePolicy(attempts, firstBackOff, longestBackOff, OnExhausted.DEAD_LETTER);
    }

    /** As many attempts, with growing pauses between them, then the end. */
    public static FailurePolicy retryThenStop(int attempts, Duration firstBackOff, Duration longestBackOff) {
        return new FailurePolicy(attempts, firstBackOff, longestBackOff, OnExhausted.STOP);
    }

    /** The first failure ends the consumer: where failing is the handler's trouble and never the record's. */
    public static FailurePolicy stop() {
        return new FailurePolicy(1, Duration.ZERO, Duration.ZERO, OnExhausted.STOP);
    }

    /** The pause after so many attempts, from 1. */
    public Duration backoffAfter(int failed) {
        Duration pause = initialBackoff;
        for (int i = 1; i < failed && pause.compareTo(maxBackoff) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(maxBackoff) < 0 ? pause : maxBackoff;
    }
}
