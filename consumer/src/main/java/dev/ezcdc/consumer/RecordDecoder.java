package dev.ezcdc.consumer;

import dev.ezcdc.envelope.CdcRecord;
import org.jspecify.annotations.Nullable;

/** How a Kafka record's bytes become a record. Called by the thread in {@link ChangeConsumer#run}. */
@FunctionalInterface
public interface RecordDecoder {

    /**
     * The record.
     *
     * @throws dev.ezcdc.envelope.json.MalformedEnvelopeException if it is not one; it then goes to the dead letters
     */
    CdcRecord decode(byte @Nullable [] key, byte @Nullable [] value);
}
