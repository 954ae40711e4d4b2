package dev.ezcdc.consumer;

import dev.ezcdc.envelope.ChangeEvent;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What stands between a poll and the handler: decode, leave out what came before, filter, redact. */
final class Intake {

    private final RecordDecoder decoder;
    private final @Nullable Redeliveries redeliveries;
    private final RecordFilter filter;
    private final Redaction redaction;
    private final ConsumerMetrics metrics;

    Intake(
            RecordDecoder decoder,
            @Nullable Redeliveries redeliveries,
            ConsumerSettings settings,
            ConsumerMetrics metrics) {
        this.decoder = decoder;
        this.redeliveries = redeliveries;
        this.filter = settings.filter();
        this.redaction = settings.redaction();
        this.metrics = metrics;
    }

    /** The record for the handler; null if there is none to handle, and it is done. */
    @Nullable
    ReceivedRecord take(
            Progress progress, int index, ConsumerRecord<byte[], byte[]> bytes, long polledAtNanos, long polledAtMicros)
            throws IOException {
        ReceivedRecord received = decoder.decode(bytes, polledAtNanos, polledAtMicros);
        if (received == null) {
            return null;
        }
        if (redeliveries != null
                && received.record() instanceof ChangeEvent change
                && bytes.headers().lastHeader(DeadLetter.REPLAYED) == null) {
            progress.isChange(index, change);
            if (redeliveries.isRedelivery(progress.partition(), change)) {
                metrics.redelivery();
                return null;
            }
        }
        if (!filter.test(received)) {
            metrics.filteredOut();
            return null;
        }
        return redaction.apply(received);
    }
}
