package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerSettings;
import dev.ezcdc.consumer.RecordFilter;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.redact.Redaction;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What stands between a poll and the handler: decode, leave out what came before, filter, redact. */
public final class RecordPipeline {

    private final DeadLetteringDecoder decoder;
    private final @Nullable RedeliveryFilters redeliveries;
    private final RecordFilter filter;
    private final Redaction redaction;
    private final ConsumerListener observer;

    public RecordPipeline(
            DeadLetteringDecoder decoder,
            @Nullable RedeliveryFilters redeliveries,
            ConsumerSettings settings,
            ConsumerListener observer) {
        this.decoder = decoder;
        this.redeliveries = redeliveries;
        this.filter = settings.filter();
        this.redaction = settings.redaction();
        this.observer = observer;
    }

    /** The record for the handler; null if there is none to handle, and it is done. */
    @Nullable
    ConsumedRecord take(
            PartitionBatch progress,
            int index,
            ConsumerRecord<byte[], byte[]> bytes,
            long polledAtNanos,
            long polledAtMicros)
            throws IOException {
        ConsumedRecord received = decoder.decode(bytes, polledAtNanos, polledAtMicros);
        if (received == null) {
            return null;
        }
        if (redeliveries != null && received.record() instanceof ChangeEvent change && !DeadLetter.wasReplayed(bytes)) {
            progress.isChange(index, change);
            if (redeliveries.isRedelivery(progress.partition(), change)) {
                observer.onRedeliverySkipped();
                return null;
            }
        }
        if (!filter.test(received)) {
            observer.onFiltered();
            return null;
        }
        CdcRecord shown = redaction.apply(received.record(), received.topic());
        return shown == received.record() ? received : received.with(shown);
    }
}
