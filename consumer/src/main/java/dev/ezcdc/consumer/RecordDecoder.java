package dev.ezcdc.consumer;

import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** From Kafka's bytes to a record; what is malformed goes to the dead letters. */
final class RecordDecoder {

    private final EnvelopeDecoder decoder;
    private final DeadLetters deadLetters;
    private final Consumer<String> notices;
    private final LongAdder malformed;

    RecordDecoder(EnvelopeDecoder decoder, DeadLetters deadLetters, Consumer<String> notices, LongAdder malformed) {
        this.decoder = decoder;
        this.deadLetters = deadLetters;
        this.notices = notices;
        this.malformed = malformed;
    }

    /** The record; or null if it is malformed, and kept aside after the next {@link #flush()}. */
    @Nullable
    ReceivedRecord decode(ConsumerRecord<byte[], byte[]> bytes, long polledAtNanos, long polledAtMicros)
            throws IOException {
        try {
            return new ReceivedRecord(
                    bytes.topic(),
                    bytes.partition(),
                    bytes.offset(),
                    bytes.timestamp(),
                    polledAtNanos,
                    polledAtMicros,
                    decoder.decode(bytes.key(), bytes.value()));
        } catch (MalformedEnvelopeException reason) {
            DeadLetter letter = new DeadLetter(bytes, reason);
            deadLetters.add(letter);
            malformed.increment();
            notices.accept("kept aside " + letter.place() + ": " + letter.reasonText());
            return null;
        }
    }

    void flush() throws IOException {
        deadLetters.flush();
    }
}
