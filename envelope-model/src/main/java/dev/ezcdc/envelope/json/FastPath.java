package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.CdcRecord;
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
    private final ShapeTable<RowShape> keys = new ShapeTable<>(MAX_BYTES);
    private final ShapeTable<ValueShape> values = new ShapeTable<>(MAX_BYTES);

    FastPath(Placeholder placeholder) {
        this.placeholder = placeholder;
    }

    /** The record, or null if it is not of a known shape: then the general path decides. */
    @Nullable
    CdcRecord tryDecode(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null && value == null) {
            return null;
        }
        try {
            ByteCursor cursor = new ByteCursor(key == null ? value : key);
            Row keyRow = null;
            if (key != null) {
                RowShape shape = keys.find(cursor);
                if (shape == null) {
                    return null;
                }
                keyRow = shape.read(cursor);
                cursor.expect('}');
                if (!cursor.atEnd()) {
                    return null;
                }
                if (value == null) {
                    return new Tombstone(keyRow);
                }
                cursor.restart(value);
            }
            ValueShape shape = values.find(cursor);
            return shape == null ? null : shape.read(cursor, keyRow);
        } catch (NotThisTypeException | MalformedEnvelopeException unsure) {
            return null;
        }
    }

    /** Remembers the shape of a key that the general path accepted. */
    void learnKey(Payload key) {
        MessageSchema schema = key.schema();
        if (schema != null && schema.type().base() == Base.STRUCT && key.schemaIsFirst() && schema.usedBefore()) {
            keys.add(key.bytes(), key.framing().payloadStart(), new RowShape(schema.type().fields(), placeholder));
        }
    }

    /** Remembers the shape of a value that the general path accepted. */
    void learnValue(Payload value) {
        MessageSchema schema = value.schema();
        if (schema == null || !value.schemaIsFirst() || !schema.usedBefore()) {
            return;
        }
        RecordKind kind = schema.kind();
        if (kind != null && schema.type().base() == Base.STRUCT) {
            values.add(value.bytes(), value.framing().payloadStart(), new TypedValueShape(kind, schema.type(), placeholder));
        }
    }
}
