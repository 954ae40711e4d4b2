package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ColumnType;
import dev.ezcdc.envelope.ColumnType.Base;
import dev.ezcdc.envelope.Row;
import dev.ezcdc.envelope.Tombstone;
import org.jspecify.annotations.Nullable;

/**
 * Records like those that were seen before. Thread-safe, and bounded in memory.
 *
 * <p>A record begins with a schema that is known by its bytes; that tells the shape of what follows: which bytes stand
 * between the values, and of which type each value is. Everything that differs is left to the general path, which also
 * does the rejecting: so here nothing has to be understood, only recognised.
 */
final class FastPath {

    private static final long MAX_BYTES = 8L << 20;

    private final Placeholder placeholder;
    private final Scratch scratch = new Scratch();
    private final ShapeTable<RowShape> keys = new ShapeTable<>(MAX_BYTES);
    private final ShapeTable<ValueShape> values = new ShapeTable<>(MAX_BYTES);

    private final UntypedRows untypedRows;
    private final UntypedValueShape untypedValues;

    FastPath(Placeholder placeholder) {
        this.placeholder = placeholder;
        this.untypedRows = new UntypedRows(placeholder);
        this.untypedValues = new UntypedValueShape(untypedRows);
    }

    /** The record, or null if it is not of a known shape: then the general path decides. */
    @Nullable
    CdcRecord tryDecode(byte @Nullable [] key, byte @Nullable [] value) {
        byte[] first = key == null ? value : key;
        if (first == null) {
            return null;
        }
        try {
            ByteCursor cursor = new ByteCursor(first, scratch);
            Row keyRow = key == null ? null : key(cursor);
            if (key != null && keyRow == null) {
                return null;
            }
            if (value == null) {
                return keyRow == null ? null : new Tombstone(keyRow);
            }
            cursor.restart(value);
            ValueShape shape = values.find(cursor);
            return shape == null ? untypedValues.read(cursor, keyRow) : shape.read(cursor, keyRow);
        } catch (NotThisTypeException | MalformedEnvelopeException unsure) {
            return null;
        }
    }

    private @Nullable Row key(ByteCursor cursor) {
        RowShape shape = keys.find(cursor);
        if (shape == null) {
            Row row = untypedRows.row(cursor);
            return cursor.atEnd() && !isFrame(row) ? row : null;
        }
        Row row = shape.read(cursor);
        cursor.expect('}');
        return cursor.atEnd() ? row : null;
    }

    /** Whether these are the columns that {@link Framing} would have to look at. */
    private static boolean isFrame(Row row) {
        return row.size() == 2 && row.has("schema") && row.has("payload");
    }

    /** Remembers the shape of a key that the general path accepted. */
    void learnKey(Payload key) {
        MessageSchema schema = key.schema();
        if (schema == null) {
            learnRow(key);
        } else if (key.schemaIsFirst() && schema.usedBefore() && isRow(schema.type())) {
            keys.add(
                    key.bytes(),
                    key.framing().payloadStart(),
                    new RowShape(schema.type().fields(), placeholder.ofRecord(schema.kind())));
        }
    }

    /** Remembers the shape of a value that the general path accepted. */
    void learnValue(Payload value) {
        MessageSchema schema = value.schema();
        if (schema == null) {
            learnRow(value);
        } else if (value.schemaIsFirst() && schema.usedBefore()) {
            RecordKind kind = schema.kind();
            if (kind != null && isRow(schema.type())) {
                values.add(
                        value.bytes(),
                        value.framing().payloadStart(),
                        new TypedValueShape(kind, schema.type(), placeholder));
            }
        }
    }

    /** A struct that is no value of a logical type. */
    private static boolean isRow(ColumnType type) {
        return type.base() == Base.STRUCT && LogicalType.of(type) == LogicalType.NONE;
    }

    private void learnRow(Payload part) {
        if (part.content() instanceof Row row) {
            untypedRows.learn(row);
        }
    }
}
