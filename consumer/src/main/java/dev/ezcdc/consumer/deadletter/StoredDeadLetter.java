package dev.ezcdc.consumer.deadletter;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter that was read back. Its contents are untrusted: other programs can write to the file or topic. Immutable,
 * except for the bytes, which must not be modified.
 *
 * @param topic the topic of the original record; partition and offset are the original ones too
 * @param cause normally the {@linkplain DeadLetter.Cause#text() text} of a cause
 * @param attempt the number of attempts so far
 * @param storedAt when it was written, in ISO 8601
 * @param headers the headers of the original record
 * @param replayed whether it was replayed before
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StoredDeadLetter(
        String topic,
        int partition,
        long offset,
        String cause,
        String reason,
        int attempt,
        String storedAt,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers,
        boolean replayed) {

    /** Returns the original position, for example {@code cdctest.public.customers-0@17}. */
    public String position() {
        return topic + "-" + partition + "@" + offset;
    }
}
