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
import dev.ezcdc.envelope.json.internal.untyped.FastReader;
import dev.ezcdc.envelope.json.internal.untyped.UntypedValues;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value without a schema, with rows of known field names. Reads changes from PostgreSQL and MySQL directly into the event,
 * like {@link TypedValueShape}. Thread-safe.
 */
final class UntypedValueShape implements ValueShape {

    private static final long MAX_BYTES = 8L << 20;
    static final Function<String, @Nullable FastReader> SCALARS = name -> UntypedScalars.READER;

    private final UntypedRows rows;
    private final ChangeReader changes = new ChangeReader(new LayoutParser(SCALARS, SCALARS), MAX_BYTES);

    private final SchemalessRows typedRows;

    UntypedValueShape(UntypedRows rows, SchemalessRows typedRows) {
        this.rows = rows;
        this.typedRows = typedRows;
    }

    @Override
    public @Nullable CdcRecord read(ByteCursor cursor, @Nullable Row key) {
        int start = cursor.position();
        if (!changes.isEmpty()) {
            CdcRecord typed = typedRows.isDisabled() ? null : readTyped(cursor, key);
            if (typed != null) {
                return typed;
            }
            cursor.moveTo(start);
            CdcRecord change = readChange(cursor, key);
            if (change != null) {
                return typedRows.complete(change, cursor.bytes);
            }
            cursor.moveTo(start);
        }
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
            changes.learn(cursor.bytes, start, event);
        }
        return typedRows.complete(record, cursor.bytes);
    }

    /** Reads the source before the rows, because the table determines their types; null if these are unknown or do not fit. */
    private @Nullable CdcRecord readTyped(ByteCursor cursor, @Nullable Row key) {
        int start = cursor.position();
        ChangeReader.KnownSource source = changes.readSourceFromEnd(cursor);
        RowShape shape = source == null ? null : typedRows.shapeOf(source.source());
        if (source == null || shape == null) {
            return null;
        }
        cursor.moveTo(start);
        cursor.expect(ChangeReader.BEFORE);
        Row before = shape.readOrNull(cursor);
        cursor.expect(ChangeReader.AFTER);
        Row after = shape.readOrNull(cursor);
        if (cursor.position() != source.start()) {
            return null;
        }
        cursor.moveTo(source.end());
        CdcRecord change = EnvelopeTail.read(cursor, source.layout(), key, before, after, source.source());
        return cursor.isAtEnd() ? change : null;
    }

    private @Nullable CdcRecord readChange(ByteCursor cursor, @Nullable Row key) {
        cursor.expect(ChangeReader.BEFORE);
        Row before = readRowOrNull(cursor);
        cursor.expect(ChangeReader.AFTER);
        Row after = readRowOrNull(cursor);
        CdcRecord change = changes.read(cursor, key, before, after);
        return cursor.isAtEnd() ? change : null;
    }

    private @Nullable Row readRowOrNull(ByteCursor cursor) {
        return cursor.skipNull() ? null : rows.readRow(cursor);
    }

    /** Reads a value that is no object or list, as {@link UntypedRows} does. */
    private static final class UntypedScalars extends FastReader {

        private static final UntypedScalars READER = new UntypedScalars();

        private UntypedScalars() {
            super(true);
        }

        @Override
        protected @Nullable Object readNonNull(ByteCursor cursor) {
            return cursor.peek() == '"' ? cursor.readString() : UntypedValues.readScalar(cursor);
        }
    }

    private static MalformedEnvelopeException notOnFastPath(String expected) {
        return new MalformedEnvelopeException(Part.VALUE, 0, expected, null);
    }
}
