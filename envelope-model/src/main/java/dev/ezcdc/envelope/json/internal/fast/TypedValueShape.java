package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.parse.RecordKind;
import dev.ezcdc.envelope.json.internal.record.Fields;
import dev.ezcdc.envelope.json.internal.record.RecordMapper;
import dev.ezcdc.envelope.json.internal.untyped.Documents;
import org.jspecify.annotations.Nullable;

/**
 * A payload whose schema is known. Changes of PostgreSQL's and MySQL's tables are read straight into the model; everything else into
 * the row that the general path would have read, and from there on as there. Thread-safe.
 */
final class TypedValueShape implements ValueShape {

    private final RecordKind kind;
    private final RowShape whole;
    private final @Nullable RowShape before;
    private final @Nullable RowShape after;
    /** Like the last one that was read; another thread's may come or go at any time, and any is good. */
    private volatile @Nullable SourceShape source;

    TypedValueShape(RecordKind kind, ColumnType type, Placeholder placeholder, Documents documents) {
        this.kind = kind;
        RowShape shape = new RowShape(type.fields(), placeholder.ofRecord(kind));
        this.whole = kind == RecordKind.CHANGE ? shape.withDocuments(documents) : shape;
        boolean direct = kind == RecordKind.CHANGE && EnvelopeLayoutMatcher.is(type.fields());
        this.before = direct ? whole.field(0) : null;
        this.after = direct ? whole.field(1) : null;
    }

    @Override
    public @Nullable CdcRecord read(ByteCursor cursor, @Nullable Row key) {
        int start = cursor.position();
        SourceShape expected = source;
        CdcRecord change = expected == null ? null : change(cursor, key, expected);
        if (change != null) {
            return change;
        }
        cursor.moveTo(start);
        Row row = whole.read(cursor);
        cursor.expect('}');
        if (!cursor.atEnd()) {
            return null;
        }
        CdcRecord read = RecordMapper.record(kind, key, new Fields(row, "payload", TypedValueShape::unsure));
        learn(read);
        return read;
    }

    private void learn(CdcRecord read) {
        if (before != null && read instanceof ChangeEvent event) {
            source = SourceShape.like(event.source(), source);
        }
    }

    private @Nullable CdcRecord change(ByteCursor cursor, @Nullable Row key, SourceShape expected) {
        if (before == null || after == null) {
            return null;
        }
        cursor.expect(EnvelopeTail.BEFORE);
        Row rowBefore = before.readOrNull(cursor);
        cursor.expect(EnvelopeTail.AFTER);
        Row rowAfter = after.readOrNull(cursor);
        cursor.expect(EnvelopeTail.SOURCE);
        CdcRecord change = EnvelopeTail.read(cursor, key, rowBefore, rowAfter, expected.read(cursor));
        cursor.expect('}');
        return cursor.atEnd() ? change : null;
    }

    /** The general path will say it again, with the right offset. */
    private static MalformedEnvelopeException unsure(String expected) {
        return new MalformedEnvelopeException(Part.VALUE, 0, expected, null);
    }
}
