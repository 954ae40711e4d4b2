package dev.ezcdc.consumer;

import dev.ezcdc.CdcException;
import java.io.IOException;
import org.apache.kafka.common.KafkaException;

/**
 * Thrown by {@link ChangeConsumer#run()} when the consumer failed. The {@linkplain #getCause() cause} is the exception
 * or error of the {@link ChangeHandler}, a {@link KafkaException}, or the {@link IOException} of a dead letter that could not be
 * written. The message does not contain row values; the message of a handler's exception may.
 */
public final class ConsumerException extends CdcException {

    private static final long serialVersionUID = 1L;

    private final String causeName;

    /** Creates an exception with its cause. */
    public ConsumerException(String message, Throwable cause) {
        super(message, cause);
        this.causeName = cause.getClass().getName();
    }

    static ConsumerException wrap(Exception failure) {
        if (failure instanceof ConsumerException wrapped) {
            return wrapped;
        }
        // The messages of other exceptions may contain row values.
        boolean isSafe = failure instanceof KafkaException
                || failure instanceof IOException
                || failure instanceof IllegalArgumentException;
        return new ConsumerException(
                "consumer failed: "
                        + (isSafe ? failure.getMessage() : failure.getClass().getName()),
                failure);
    }

    String causeName() {
        return causeName;
    }
}
