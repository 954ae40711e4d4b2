package dev.ezcdc.consumer;

import dev.ezcdc.envelope.CdcRecord;
import org.jspecify.annotations.Nullable;

/** Decodes Kafka records. Confined to the thread in {@link ChangeConsumer#run}. */
@FunctionalInterface
public interface RecordDecoder {

    /**
     * Decodes a record.
     *
     * @throws dev.ezcdc.envelope.json.MalformedEnvelopeException if it is invalid; it then becomes a dead letter. Any other
     *     exception stops the consumer before this record
     */
    CdcRecord decode(byte @Nullable [] key, byte @Nullable [] value);
}
