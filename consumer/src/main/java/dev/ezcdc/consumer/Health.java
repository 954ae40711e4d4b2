package dev.ezcdc.consumer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a consumer. Immutable.
 *
 * @param since when the consumer entered the state
 * @param detail the reason for waiting or for the end, without row values; null if there is none
 */
public record Health(State state, Instant since, @Nullable String detail) {

    /** The states of a consumer. */
    public enum State {
        /** Not started. */
        NEW,
        /** Waiting for Kafka, a topic or partitions. */
        WAITING,
        /** Reading records. */
        RUNNING,
        /** Stopped on request. */
        STOPPED,
        /** Stopped by an error. */
        FAILED
    }

    /** Returns whether the consumer is {@link State#RUNNING}. */
    public boolean isUp() {
        return state == State.RUNNING;
    }
}
