package dev.ezcdc.consumer;

import java.time.Duration;

/**
 * Determines how often a record is retried when its handler fails, and what happens when the attempts are exhausted.
 *
 * @param maxAttempts the number of attempts including the first, at least 1
 * @param initialBackoff the pause before the second attempt; it doubles with each further attempt
 * @param maxBackoff the upper bound of the pauses
 */
public record FailurePolicy(int maxAttempts, Duration initialBackoff, Duration maxBackoff, OnExhausted onExhausted) {

    /** The actions after the last attempt. */
    public enum OnExhausted {
        /** Writes the record to the dead letters and continues. */
        DEAD_LETTER,
        /**
         * Stops the consumer with a {@link ConsumerException}. The offset of the record is not committed, so the next run
         * starts with it.
         */
        STOP
    }

    /** Throws an {@link IllegalArgumentException} if a value is out of range. */
    public FailurePolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1: " + maxAttempts);
        }
        if (initialBackoff.isNegative()) {
            throw new IllegalArgumentException("initialBackoff must not be negative: " + initialBackoff);
        }
        if (maxBackoff.compareTo(initialBackoff) < 0) {
            throw new IllegalArgumentException(
                    "maxBackoff must not be less than initialBackoff " + initialBackoff + ": " + maxBackoff);
        }
    }

    /** Returns the default policy: five attempts within about three seconds, then a dead letter. */
    public static FailurePolicy retryThenDeadLetter() {
        return retryThenDeadLetter(5, Duration.ofMillis(200), Duration.ofSeconds(10));
    }

    /** Returns a policy that retries with exponential backoff and then writes a dead letter. */
    public static FailurePolicy retryThenDeadLetter(int maxAttempts, Duration initialBackoff, Duration maxBackoff) {
        return new FailurePolicy(maxAttempts, initialBackoff, maxBackoff, OnExhausted.DEAD_LETTER);
    }

    /** Returns a policy that retries with exponential backoff and then stops the consumer. */
    public static FailurePolicy retryThenStop(int maxAttempts, Duration initialBackoff, Duration maxBackoff) {
        return new FailurePolicy(maxAttempts, initialBackoff, maxBackoff, OnExhausted.STOP);
    }

    /** Returns a policy that stops the consumer at the first failure, for handlers whose failures no record causes. */
    public static FailurePolicy stop() {
        return new FailurePolicy(1, Duration.ZERO, Duration.ZERO, OnExhausted.STOP);
    }

    /** Returns the pause before the next attempt after this many failed attempts, from 1. */
    public Duration backoffAfter(int failedAttempts) {
        Duration backoff = initialBackoff;
        for (int i = 1; i < failedAttempts && backoff.compareTo(maxBackoff) < 0; i++) {
            backoff = backoff.multipliedBy(2);
        }
        return backoff.compareTo(maxBackoff) < 0 ? backoff : maxBackoff;
    }
}
