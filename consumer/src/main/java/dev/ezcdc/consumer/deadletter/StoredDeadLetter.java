package dev.ezcdc.consumer.deadletter;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, read back. Whoever can write to the file or topic can have put anything into it. Immutable but for the bytes,
 * which nobody changes.
 *
 * @param keptAt when it was kept, as ISO 8601
 * @param headers the record's own
 * @param replayed whether it was put back before
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

    /** As in {@code cdctest.public.customers-0@17}. */
    public String position() {
        return topic + "-" + partition + "@" + offset;
    }
}
