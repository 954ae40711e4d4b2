package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerException;
import dev.ezcdc.consumer.RecordDecoder;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decodes Kafka records. Malformed records become dead letters. Confined to the polling thread. */
public final class DeadLetteringDecoder {

    private final RecordDecoder decoder;
    private final DeadLetterRecorder deadLetters;

    public DeadLetteringDecoder(RecordDecoder decoder, DeadLetterRecorder deadLetters) {
        this.decoder = decoder;
        this.deadLetters = deadLetters;
    }

    /** Returns null if the record is malformed; it is then a dead letter. */
    @Nullable
    ConsumedRecord decode(ConsumerRecord<byte[], byte[]> kafkaRecord, long polledAtNanos, long polledAtMicros)
            throws IOException {
        try {
            return ConsumedRecord.of(
                    kafkaRecord, decoder.decode(kafkaRecord.key(), kafkaRecord.value()), polledAtNanos, polledAtMicros);
        } catch (MalformedEnvelopeException malformed) {
            DeadLetter letter = DeadLetter.malformed(kafkaRecord, malformed);
            deadLetters.record(letter, "dead-lettered " + letter.position() + ": " + letter.reason());
            return null;
        } catch (RuntimeException failure) {
            // Not necessarily the record's fault, so it is not dead-lettered. The message may contain row values.
            throw new ConsumerException(
                    "decoder failed at " + kafkaRecord.topic() + "-" + kafkaRecord.partition() + "@"
                            + kafkaRecord.offset() + ": " + failure.getClass().getName(),
                    failure);
        }
    }
}
