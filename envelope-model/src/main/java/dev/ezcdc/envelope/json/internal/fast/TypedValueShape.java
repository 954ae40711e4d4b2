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

    /** Enough for the constant values of one table: a few states of a snapshot, and binary log files one after the other. */
    private static final long MAX_BYTES = 32L << 10;

    private final RecordKind kind;
    private final RowShape payloadShape;
    private final @Nullable RowShape beforeShape;
    private final @Nullable RowShape afterShape;
    private final ChangeReader changes;

    TypedValueShape(RecordKind kind, ColumnType type, Placeholder placeholder, Documents documents) {
        this.kind = kind;
        RowShape shape = new RowShape(type.fields(), placeholder.forRecord(kind));
        this.payloadShape = kind == RecordKind.CHANGE ? shape.withDocuments(documents) : shape;
        boolean isReadDirectly = kind == RecordKind.CHANGE && EnvelopeLayoutMatcher.matches(type.fields());
        this.beforeShape = isReadDirectly ? payloadShape.fieldShapeOrNull(0) : null;
        this.afterShape = isReadDirectly ? payloadShape.fieldShapeOrNull(1) : null;
        RowShape sourceShape = isReadDirectly ? payloadShape.fieldShapeOrNull(2) : null;
        this.changes = new ChangeReader(
                new LayoutParser(
                        name -> sourceShape == null ? null : sourceShape.fieldReaderOrNull(name),
                        payloadShape::fieldReaderOrNull),
                MAX_BYTES);
    }

    @Override
    public @Nullable CdcRecord read(ByteCursor cursor, @Nullable Row key) {
        int start = cursor.position();
        CdcRecord change = readChange(cursor, key);
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
        if (beforeShape != null && record instanceof ChangeEvent event) {
            changes.learn(cursor.bytes, start, event);
        }
        return record;
    }

    private @Nullable CdcRecord readChange(ByteCursor cursor, @Nullable Row key) {
        if (beforeShape == null || afterShape == null || changes.isEmpty()) {
            return null;
        }
        cursor.expect(ChangeReader.BEFORE);
        Row rowBefore = beforeShape.readOrNull(cursor);
        cursor.expect(ChangeReader.AFTER);
        Row rowAfter = afterShape.readOrNull(cursor);
        CdcRecord change = changes.read(cursor, key, rowBefore, rowAfter);
        cursor.expect('}');
        return cursor.isAtEnd() ? change : null;
    }

    /** The general path repeats the error with the right offset. */
    private static MalformedEnvelopeException notOnFastPath(String expected) {
        return new MalformedEnvelopeException(Part.VALUE, 0, expected, null);
    }
}
