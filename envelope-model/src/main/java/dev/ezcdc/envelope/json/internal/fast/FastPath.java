package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ScratchBuffers;
import dev.ezcdc.envelope.json.internal.parse.Framing;
import dev.ezcdc.envelope.json.internal.parse.MessageSchema;
import dev.ezcdc.envelope.json.internal.parse.Payload;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.parse.RecordKind;
import dev.ezcdc.envelope.json.internal.parse.SchemaSize;
import dev.ezcdc.envelope.json.internal.record.SchemalessTypes;
import dev.ezcdc.envelope.json.internal.types.LogicalType;
import dev.ezcdc.envelope.json.internal.types.TypeMismatchException;
import dev.ezcdc.envelope.json.internal.untyped.Documents;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records that have the shape of earlier ones. Thread-safe and bounded in memory.
 *
 * <p>A record begins with a schema, which is recognized by its bytes. A new schema is parsed once. The schema determines the
 * shape of the payload: the bytes between the values, and the type of each value. The fast path never rejects: it leaves any
 * record that differs to the general path. It therefore only compares bytes and does not parse the structure.
 */
public final class FastPath {

    private static final long MAX_KEY_BYTES = 8L << 20;
    private static final long MAX_VALUE_BYTES = 32L << 20;

    private final Placeholder placeholder;
    private final ScratchBuffers scratch = new ScratchBuffers();
    private final ShapeTable<RowShape> keys = new ShapeTable<>(MAX_KEY_BYTES);
    private final ShapeTable<ValueShape> values = new ShapeTable<>(MAX_VALUE_BYTES);

    private final Documents documents = new Documents();
    private final SchemalessTypes schemalessTypes;
    private final UntypedRows untypedRows;
    private final UntypedValueShape untypedValues;

    public FastPath(Placeholder placeholder, SchemalessTypes schemalessTypes) {
        this.placeholder = placeholder;
        this.schemalessTypes = schemalessTypes;
        this.untypedRows = new UntypedRows(placeholder, documents);
        this.untypedValues =
                new UntypedValueShape(untypedRows, new SchemalessRows(schemalessTypes, placeholder.forRow()));
    }

    /** Decodes a record; null if it must be left to the general path. */
    public @Nullable CdcRecord tryDecode(byte @Nullable [] key, byte @Nullable [] value) {
        byte[] first = key == null ? value : key;
        if (first == null) {
            return null;
        }
        try {
            ByteCursor cursor = new ByteCursor(first, scratch);
            Row keyRow = key == null ? null : decodeKey(cursor);
            if (key != null && keyRow == null) {
                return null;
            }
            if (value == null) {
                return keyRow == null ? null : new Tombstone(keyRow);
            }
            cursor.restart(value);
            return decodeValue(cursor, keyRow);
        } catch (TypeMismatchException | MalformedEnvelopeException e) {
            // The general path decides, and reports the right part and offset.
            return null;
        }
    }

    private @Nullable Row decodeKey(ByteCursor cursor) {
        RowShape known = keys.find(cursor);
        if (known != null) {
            return readFramedRow(cursor, known);
        }
        ColumnType type = FastSchemaParser.parse(cursor);
        if (type == null) {
            cursor.moveTo(0);
            Row row = untypedRows.readRow(cursor);
            return cursor.isAtEnd() && !isFrame(row) ? row : null;
        }
        int prefixLength = cursor.position();
        RowShape shape = newKeyShape(type);
        Row row = shape == null ? null : readFramedRow(cursor, shape);
        if (row != null && shape != null) {
            keys.add(cursor.bytes, prefixLength, shape, SchemaSize.estimate(type));
        }
        return row;
    }

    private static @Nullable Row readFramedRow(ByteCursor cursor, RowShape shape) {
        Row row = shape.read(cursor);
        cursor.expect('}');
        return cursor.isAtEnd() ? row : null;
    }

    private @Nullable CdcRecord decodeValue(ByteCursor cursor, @Nullable Row key) {
        ValueShape known = values.find(cursor);
        if (known != null) {
            return learnTypes(known.read(cursor, key));
        }
        ColumnType type = FastSchemaParser.parse(cursor);
        if (type == null) {
            cursor.moveTo(0);
            return untypedValues.read(cursor, key);
        }
        int prefixLength = cursor.position();
        ValueShape shape = newValueShape(type);
        CdcRecord record = shape == null ? null : shape.read(cursor, key);
        if (record != null && shape != null) {
            values.add(cursor.bytes, prefixLength, shape, SchemaSize.estimate(type));
        }
        return learnTypes(record);
    }

    private @Nullable CdcRecord learnTypes(@Nullable CdcRecord record) {
        if (record != null && !schemalessTypes.isDisabled()) {
            schemalessTypes.learn(record);
        }
        return record;
    }

    /** Returns null if the type has no shape for keys. */
    private @Nullable RowShape newKeyShape(ColumnType type) {
        return isRow(type)
                ? new RowShape(type.fields(), placeholder.forRecord(RecordKind.fromSchemaName(type.logicalName())))
                : null;
    }

    /** Returns null if the type has no shape for values. */
    private @Nullable ValueShape newValueShape(ColumnType type) {
        RecordKind kind = RecordKind.fromSchemaName(type.logicalName());
        return kind != null && isRow(type) ? new TypedValueShape(kind, type, placeholder, documents) : null;
    }

    /** Returns whether a type is a struct without a logical type. */
    private static boolean isRow(ColumnType type) {
        return type.base() == Base.STRUCT && LogicalType.forType(type) == LogicalType.NONE;
    }

    /** Returns whether a row has the columns of a frame, which only {@link Framing} can distinguish from a row. */
    private static boolean isFrame(Row row) {
        return row.size() == 2 && row.contains("schema") && row.contains("payload");
    }

    /** Learns the shape of a key that the general path accepted. */
    public void learnKey(Payload key) {
        MessageSchema schema = key.schema();
        if (schema == null) {
            learnRow(key);
        } else if (isUnknown(key, keys)) {
            RowShape shape = newKeyShape(schema.type());
            if (shape != null) {
                keys.add(key.bytes(), key.framing().payloadStart(), shape, SchemaSize.estimate(schema.type()));
            }
        }
    }

    /** Learns the shape of a value that the general path accepted. */
    public void learnValue(Payload value) {
        MessageSchema schema = value.schema();
        if (schema == null) {
            learnRow(value);
        } else if (isUnknown(value, values)) {
            ValueShape shape = newValueShape(schema.type());
            if (shape != null) {
                values.add(value.bytes(), value.framing().payloadStart(), shape, SchemaSize.estimate(schema.type()));
            }
        }
    }

    private boolean isUnknown(Payload part, ShapeTable<?> shapes) {
        return part.isSchemaFirst() && shapes.find(new ByteCursor(part.bytes(), scratch)) == null;
    }

    private void learnRow(Payload part) {
        if (part.content() instanceof Row row) {
            untypedRows.learn(row);
        }
    }
}
