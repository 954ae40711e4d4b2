package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.parse.RecordKind;
import dev.ezcdc.envelope.json.internal.record.Fields;
import dev.ezcdc.envelope.json.internal.record.RecordMapper;
import org.jspecify.annotations.Nullable;

/**
 * Values without a schema, of rows whose fields were seen before. Thread-safe. As in {@link TypedValueShape} changes of
 * PostgreSQL's and MySQL's tables go straight into the model.
 */
final class UntypedValueShape implements ValueShape {

    private final UntypedRows rows;
    private volatile @Nullable SourceShape source;

    UntypedValueShape(UntypedRows rows) {
        this.rows = rows;
    }

    @Override
    public @Nullable CdcRecord read(ByteCursor cursor, @Nullable Row key) {
        SourceShape expected = source;
        int start = cursor.position();
        CdcRecord change = expected == null ? null : change(cursor, key, expected);
        if (change != null) {
            return change;
        }
        cursor.moveTo(start);
        Row row = rows.envelope(cursor);
        if (!cursor.atEnd()) {
            return null;
        }
        RecordKind kind = RecordKind.ofFields(key, row);
        if (kind == null) {
            return null;
        }
        CdcRecord read = RecordMapper.record(kind, key, new Fields(row, "payload", UntypedValueShape::unsure));
        if (read instanceof ChangeEvent event) {
            source = SourceShape.like(event.source(), expected);
        }
        return read;
    }

    private @Nullable CdcRecord change(ByteCursor cursor, @Nullable Row key, SourceShape expected) {
        cursor.expect(EnvelopeTail.BEFORE);
        Row before = rowOrNull(cursor);
        cursor.expect(EnvelopeTail.AFTER);
        Row after = rowOrNull(cursor);
        cursor.expect(EnvelopeTail.SOURCE);
        CdcRecord change = EnvelopeTail.read(cursor, key, before, after, expected.read(cursor));
        return cursor.atEnd() ? change : null;
    }

    private @Nullable Row rowOrNull(ByteCursor cursor) {
        return cursor.skipNull() ? null : rows.row(cursor);
    }

    private static MalformedEnvelopeException unsure(String expected) {
        return new MalformedEnvelopeException(Part.VALUE, 0, expected, null);
    }
}
