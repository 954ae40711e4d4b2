package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.parse.RecordKind;
import dev.ezcdc.envelope.json.internal.record.Fields;
import dev.ezcdc.envelope.json.internal.record.RecordMapper;
import org.jspecify.annotations.Nullable;

/**
 * A value without a schema, with rows of known field names. Reads changes from PostgreSQL and MySQL directly into the event,
 * like {@link TypedValueShape}. Thread-safe.
 */
final class UntypedValueShape implements ValueShape {

    private final UntypedRows rows;
    private volatile @Nullable SourceShape sourceShape;

    UntypedValueShape(UntypedRows rows) {
        this.rows = rows;
    }

    @Override
    public @Nullable CdcRecord read(ByteCursor cursor, @Nullable Row key) {
        SourceShape expected = sourceShape;
        int start = cursor.position();
        CdcRecord change = expected == null ? null : readChange(cursor, key, expected);
        if (change != null) {
            return change;
        }
        cursor.moveTo(start);
        Row row = rows.readEnvelope(cursor);
        if (!cursor.isAtEnd()) {
            return null;
        }
        RecordKind kind = RecordKind.fromFields(key, row);
        if (kind == null) {
            return null;
        }
        CdcRecord record =
                RecordMapper.toRecord(kind, key, new Fields(row, "payload", (path, wanted) -> notOnFastPath(wanted)));
        if (record instanceof ChangeEvent event) {
            sourceShape = SourceShape.from(event.source(), expected);
        }
        return record;
    }

    private @Nullable CdcRecord readChange(ByteCursor cursor, @Nullable Row key, SourceShape expected) {
        cursor.expect(EnvelopeTail.BEFORE);
        Row before = readRowOrNull(cursor);
        cursor.expect(EnvelopeTail.AFTER);
        Row after = readRowOrNull(cursor);
        cursor.expect(EnvelopeTail.SOURCE);
        CdcRecord change = EnvelopeTail.read(cursor, key, before, after, expected.read(cursor));
        return cursor.isAtEnd() ? change : null;
    }

    private @Nullable Row readRowOrNull(ByteCursor cursor) {
        return cursor.skipNull() ? null : rows.readRow(cursor);
    }

    private static MalformedEnvelopeException notOnFastPath(String expected) {
        return new MalformedEnvelopeException(Part.VALUE, 0, expected, null);
    }
}
