package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.parse.RecordKind;
import dev.ezcdc.envelope.json.internal.record.Fields;
import dev.ezcdc.envelope.json.internal.record.RecordMapper;
import dev.ezcdc.envelope.json.internal.untyped.Documents;
import org.jspecify.annotations.Nullable;

/**
 * A value with a known schema. Reads changes from PostgreSQL and MySQL directly into the event. Reads any other record into a
 * row and maps it as the general path does. Thread-safe.
 */
final class TypedValueShape implements ValueShape {

    private final RecordKind kind;
    private final RowShape payloadShape;
    private final @Nullable RowShape beforeShape;
    private final @Nullable RowShape afterShape;
    /** The shape of the last source read. Other threads can replace it at any time; any shape is valid. */
    private volatile @Nullable SourceShape sourceShape;

    TypedValueShape(RecordKind kind, ColumnType type, Placeholder placeholder, Documents documents) {
        this.kind = kind;
        RowShape shape = new RowShape(type.fields(), placeholder.forRecord(kind));
        this.payloadShape = kind == RecordKind.CHANGE ? shape.withDocuments(documents) : shape;
        boolean isReadDirectly = kind == RecordKind.CHANGE && EnvelopeLayoutMatcher.matches(type.fields());
        this.beforeShape = isReadDirectly ? payloadShape.fieldShapeOrNull(0) : null;
        this.afterShape = isReadDirectly ? payloadShape.fieldShapeOrNull(1) : null;
    }

    @Override
    public @Nullable CdcRecord read(ByteCursor cursor, @Nullable Row key) {
        int start = cursor.position();
        SourceShape expected = sourceShape;
        CdcRecord change = expected == null ? null : readChange(cursor, key, expected);
        if (change != null) {
            return change;
        }
        cursor.moveTo(start);
        Row row = payloadShape.read(cursor);
        cursor.expect('}');
        if (!cursor.isAtEnd()) {
            return null;
        }
        CdcRecord record =
                RecordMapper.toRecord(kind, key, new Fields(row, "payload", (path, wanted) -> notOnFastPath(wanted)));
        learnSource(record);
        return record;
    }

    private void learnSource(CdcRecord record) {
        if (beforeShape != null && record instanceof ChangeEvent event) {
            sourceShape = SourceShape.from(event.source(), sourceShape);
        }
    }

    private @Nullable CdcRecord readChange(ByteCursor cursor, @Nullable Row key, SourceShape expected) {
        if (beforeShape == null || afterShape == null) {
            return null;
        }
        cursor.expect(EnvelopeTail.BEFORE);
        Row rowBefore = beforeShape.readOrNull(cursor);
        cursor.expect(EnvelopeTail.AFTER);
        Row rowAfter = afterShape.readOrNull(cursor);
        cursor.expect(EnvelopeTail.SOURCE);
        CdcRecord change = EnvelopeTail.read(cursor, key, rowBefore, rowAfter, expected.read(cursor));
        cursor.expect('}');
        return cursor.isAtEnd() ? change : null;
    }

    /** The general path repeats the error with the right offset. */
    private static MalformedEnvelopeException notOnFastPath(String expected) {
        return new MalformedEnvelopeException(Part.VALUE, 0, expected, null);
    }
}
