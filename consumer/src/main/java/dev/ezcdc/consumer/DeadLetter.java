package dev.ezcdc.consumer;

import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A malformed record as it came, and what is wrong with it. */
record DeadLetter(ConsumerRecord<byte[], byte[]> received, MalformedEnvelopeException reason) {

    /** {@code key} or {@code value}. */
    String part() {
        return reason.part().name().toLowerCase(Locale.ROOT);
    }

    /** Topic, partition and offset, as in {@code cdctest.public.customers-0@17}. */
    String place() {
        return received.topic() + "-" + received.partition() + "@" + received.offset();
    }

    /** The reason as safe text: field names in it may be anything. */
    String reasonText() {
        return Escapes.escape(String.valueOf(reason.getMessage()));
    }
}
