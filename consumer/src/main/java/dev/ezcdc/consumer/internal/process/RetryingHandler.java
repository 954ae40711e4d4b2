package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.deadletter.DeadLetterSink;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;

/** Gives a record to the handler, again and again if need be, as the {@link FailurePolicy} says. Thread-safe. */
public final class RetryingHandler {

    /** How a thread waits before the next attempt. */
    interface BackOff {
        /** False if there is to be no other attempt: a stop is requested, or the partition is another's now. */
        boolean await(PartitionBatch progress, Duration pause);
    }

    private final ChangeHandler handler;
    private final FailurePolicy policy;
    private final DeadLetterSink deadLetters;
    private final Consumer<String> notices;
    private final ConsumerListener observer;

    public RetryingHandler(
            ChangeHandler handler,
            FailurePolicy policy,
            DeadLetterSink deadLetters,
            Consumer<String> notices,
            ConsumerListener observer) {
        this.handler = handler;
        this.policy = policy;
        this.deadLetters = deadLetters;
        this.notices = notices;
        this.observer = observer;
    }

    /**
     * Whether the record is done: handled, or in the dead letters.
     *
     * @throws Exception the handler's, if the consumer is to stop
     */
    boolean handle(
            PartitionBatch progress, ConsumerRecord<byte[], byte[]> bytes, ConsumedRecord received, BackOff backOff)
            throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                handler.handle(received);
                observer.onHandled(received);
                return true;
            } catch (InterruptedException | InterruptException interrupt) {
                throw interrupt;
            } catch (Exception failure) {
                observer.onHandlerFailed();
                if (attempt == policy.maxAttempts()) {
                    giveUp(bytes, attempt, failure);
                    return true;
                }
                // Its message may hold values of the row.
                notices.accept("the handler failed at " + place(received) + ", attempt " + attempt + " of "
                        + policy.maxAttempts() + ": " + failure.getClass().getName());
            }
            if (!backOff.await(progress, policy.backoffAfter(attempt))) {
                return false;
            }
        }
    }

    private void giveUp(ConsumerRecord<byte[], byte[]> bytes, int attempts, Exception failure) throws Exception {
        if (policy.onExhausted() == FailurePolicy.OnExhausted.STOP) {
            throw failure;
        }
        DeadLetter letter = DeadLetter.handlerFailure(bytes, failure, attempts);
        add(letter);
        observer.onDeadLettered(letter.cause());
        notices.accept("kept aside " + letter.position() + " after attempt " + letter.attempt() + ": "
                + failure.getClass().getName());
    }

    private void add(DeadLetter letter) throws IOException {
        deadLetters.add(letter);
    }

    private static String place(ConsumedRecord received) {
        return received.topic() + "-" + received.partition() + "@" + received.offset();
    }
}
