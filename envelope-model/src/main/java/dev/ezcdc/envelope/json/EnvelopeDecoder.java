package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.CdcRecord;
import org.jspecify.annotations.Nullable;

/** Decodes the records that Debezium writes as JSON. Thread-safe. */
public final class EnvelopeDecoder {

    /**
     * Decodes one Kafka record.
     *
     * @throws MalformedEnvelopeException if the record is not one of Debezium's
     */
    public CdcRecord decode(byte @Nullable [] key, byte @Nullable [] value) {
        throw new MalformedEnvelopeException(MalformedEnvelopeException.Part.VALUE, 0, "an envelope", null);
    }
}
