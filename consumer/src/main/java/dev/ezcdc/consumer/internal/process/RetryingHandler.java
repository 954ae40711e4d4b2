package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerException;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.internal.connect.Failures;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Passes records to the handler and retries them by the {@link FailurePolicy}. Thread-safe. */
public final class RetryingHandler {

    /** Waits before the next attempt. */
    interface Backoff {
        /** Returns false if there must not be another attempt, after a stop request or a revocation. */
        boolean await(PartitionBatch batch, Duration pause);
    }

    private final ChangeHandler handler;
    private final FailurePolicy policy;
    private final DeadLetterRecorder deadLetters;
    private final ConsumerListener listener;

    public RetryingHandler(
            ChangeHandler handler, FailurePolicy policy, DeadLetterRecorder deadLetters, ConsumerListener listener) {
        this.handler = handler;
        this.policy = policy;
        this.deadLetters = deadLetters;
        this.listener = listener;
    }

    /**
     * Returns whether the record is finished: handled, or a dead letter.
     *
     * @throws ConsumerException if the handler failed and the policy stops the consumer
     * @throws IOException if the dead letter cannot be written
     * @throws InterruptedException if the handler was interrupted
     */
    boolean handle(
            PartitionBatch batch, ConsumerRecord<byte[], byte[]> kafkaRecord, ConsumedRecord received, Backoff backoff)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Throwable failure = handleOnce(received);
            if (failure == null) {
                listener.onHandled(received);
                return true;
            }
            listener.onHandlerFailed();
            if (attempt == policy.maxAttempts()) {
                giveUp(kafkaRecord, attempt, failure);
                return true;
            }
            // Without the message, which may contain row values.
            listener.onNotice(new ConsumerNotice(
                    ConsumerNotice.Kind.RETRYING,
                    "handler failed at " + position(kafkaRecord) + ", attempt " + attempt + " of "
                            + policy.maxAttempts() + ": "
                            + failure.getClass().getName()));
            if (!backoff.await(batch, policy.backoffAfter(attempt))) {
                return false;
            }
        }
    }

    /** Returns the handler's failure, or null if it succeeded. Errors count too, except for failures of the JVM. */
    private @Nullable Throwable handleOnce(ConsumedRecord received) throws InterruptedException {
        try {
            handler.handle(received);
            return null;
        } catch (InterruptedException | InterruptException interrupt) {
            throw interrupt;
        } catch (Exception | Error failure) {
            Failures.throwIfFatal(failure);
            return failure;
        }
    }

    private void giveUp(ConsumerRecord<byte[], byte[]> kafkaRecord, int attempts, Throwable failure)
            throws IOException {
        String failureName = failure.getClass().getName();
        if (policy.onExhausted() == FailurePolicy.OnExhausted.STOP) {
            throw new ConsumerException(
                    "handler failed at " + position(kafkaRecord) + " after " + attempts
                            + (attempts == 1 ? " attempt: " : " attempts: ") + failureName,
                    failure);
        }
        DeadLetter letter = DeadLetter.handlerFailure(kafkaRecord, failure, attempts);
        deadLetters.record(
                letter,
                "dead-lettered " + letter.position() + " after attempt " + letter.attempt() + ": " + failureName);
    }

    private static String position(ConsumerRecord<?, ?> kafkaRecord) {
        return kafkaRecord.topic() + "-" + kafkaRecord.partition() + "@" + kafkaRecord.offset();
    }
}
