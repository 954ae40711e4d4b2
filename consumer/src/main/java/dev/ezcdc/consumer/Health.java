package dev.ezcdc.consumer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a consumer is.
 *
 * @param since when it came into this state
 * @param detail what it waits for, or why it ended; never a value of a row
 */
public record Health(State state, Instant since, @Nullable String detail) {

    /** What a consumer does. */
    public enum State {
        /** Not run yet. */
        NEW,
        /** Kafka or the topics are not there, or don't answer. */
        WAITING,
        /** Reading, or ready to. */
        RUNNING,
        /** Stopped, as it was told to. */
        STOPPED,
        /** Ended by an error. */
        FAILED
    }

    /** Whether all is well: {@link State#RUNNING}. */
    public boolean isUp() {
        return state == State.RUNNING;
    }
}
