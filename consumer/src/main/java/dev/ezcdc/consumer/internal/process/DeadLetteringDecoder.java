package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.RecordDecoder;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.deadletter.DeadLetterSink;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** From Kafka's bytes to a record; what is malformed goes to the dead letters. */
public final class DeadLetteringDecoder {

    private final RecordDecoder decoder;
    private final DeadLetterSink deadLetters;
    private final Consumer<String> notices;
    private final LongAdder malformed;
    private final ConsumerListener observer;

    public DeadLetteringDecoder(
            RecordDecoder decoder,
            DeadLetterSink deadLetters,
            Consumer<String> notices,
            LongAdder malformed,
            ConsumerListener observer) {
        this.observer = observer;
        this.decoder = decoder;
        this.deadLetters = deadLetters;
        this.notices = notices;
        this.malformed = malformed;
    }

    /** The record; or null if it is malformed, and kept aside with the next flush of the dead letters. */
    @Nullable
    ConsumedRecord decode(ConsumerRecord<byte[], byte[]> bytes, long polledAtNanos, long polledAtMicros)
            throws IOException {
        try {
            return new ConsumedRecord(
                    bytes.topic(),
                    bytes.partition(),
                    bytes.offset(),
                    bytes.timestamp(),
                    polledAtNanos,
                    polledAtMicros,
                    decoder.decode(bytes.key(), bytes.value()));
        } catch (MalformedEnvelopeException reason) {
            DeadLetter letter = DeadLetter.malformed(bytes, reason);
            deadLetters.add(letter);
            malformed.increment();
            observer.onDeadLettered(letter.cause());
            notices.accept("kept aside " + letter.position() + ": " + letter.reason());
            return null;
        }
    }
}
