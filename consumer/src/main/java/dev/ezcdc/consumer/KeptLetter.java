package dev.ezcdc.consumer;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, read back.
 *
 * @param keptAt when it was kept, as ISO 8601
 * @param headers the record's own
 * @param replayed whether it was put back before
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeptLetter(
        String topic,
        int partition,
        long offset,
        String cause,
        String reason,
        int attempt,
        String keptAt,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers,
        boolean replayed) {

    /** As in {@code cdctest.public.customers-0@17}. */
    String place() {
        return topic + "-" + partition + "@" + offset;
    }
}
