package dev.ezcdc.benchmarks.contender;

import dev.ezcdc.benchmarks.contender.mapping.CustomerRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import org.jspecify.annotations.Nullable;

/** This project's decoder, followed by {@code row.as} for each row. */
final class EzcdcRecordDecoder implements Decoder<RecordChange<ChangeEvent>> {

    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();
    private final EzcdcDecoder comparison = new EzcdcDecoder();

    @Override
    public RecordChange<ChangeEvent> decode(byte[] key, byte[] value) {
        ChangeEvent change = (ChangeEvent) decoder.decode(key, value);
        return new RecordChange<>(change, toRecord(EzcdcDecoder.before(change)), toRecord(EzcdcDecoder.after(change)));
    }

    private static @Nullable CustomerRecord toRecord(@Nullable Row row) {
        return row == null ? null : row.as(CustomerRecord.class);
    }

    @Override
    public ComparableChange toComparable(RecordChange<ChangeEvent> decoded) {
        return decoded.toComparable(comparison.toComparable(decoded.change()));
    }
}
