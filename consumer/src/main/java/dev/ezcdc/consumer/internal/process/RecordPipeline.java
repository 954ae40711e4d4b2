package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.RecordFilter;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.internal.connect.ConsumerSettings;
import dev.ezcdc.consumer.redact.Redaction;
import dev.ezcdc.envelope.ChangeEvent;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Prepares records for the handler: decodes, skips redeliveries, filters and redacts. Confined to the polling thread. */
public final class RecordPipeline {

    private final DeadLetteringDecoder decoder;
    private final @Nullable RedeliveryFilters redeliveries;
    private final UnmatchedNames unmatchedNames;
    private final RecordFilter filter;
    private final Redaction redaction;
    private final ConsumerListener listener;
    private final WorkerRecords workerRecords;
    private final StoredDeadLetters storedDeadLetters;

    public RecordPipeline(
            DeadLetteringDecoder decoder,
            @Nullable RedeliveryFilters redeliveries,
            UnmatchedNames unmatchedNames,
            ConsumerSettings settings,
            ConsumerListener listener) {
        this.decoder = decoder;
        this.redeliveries = redeliveries;
        this.unmatchedNames = unmatchedNames;
        this.filter = settings.filter();
        this.redaction = settings.redaction();
        this.listener = listener;
        this.workerRecords = new WorkerRecords(listener);
        this.storedDeadLetters = new StoredDeadLetters(settings.topics(), listener);
    }

    /** Returns the record for the handler, or null if there is nothing to handle and the record is finished. */
    @Nullable
    ConsumedRecord process(
            PartitionBatch batch,
            int index,
            ConsumerRecord<byte[], byte[]> kafkaRecord,
            long polledAtNanos,
            long polledAtMicros)
            throws IOException {
        if (workerRecords.includes(kafkaRecord) || storedDeadLetters.includes(kafkaRecord)) {
            listener.onFiltered();
            return null;
        }
        ConsumedRecord received = decoder.decode(kafkaRecord, polledAtNanos, polledAtMicros);
        if (received == null) {
            return null;
        }
        if (redeliveries != null
                && received.record() instanceof ChangeEvent change
                && !DeadLetter.isReplayed(kafkaRecord)) {
            batch.recordChange(index, change);
            if (!redeliveries.accept(batch.partition(), change)) {
                listener.onRedeliverySkipped();
                return null;
            }
        }
        boolean isSelected = filter.test(received);
        unmatchedNames.observe(received, isSelected);
        if (!isSelected) {
            listener.onFiltered();
            return null;
        }
        return redaction.isEmpty()
                ? received
                : received.withRecord(redaction.apply(received.record(), received.topic()));
    }
}
