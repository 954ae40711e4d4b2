package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.data.ColumnType;
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
import dev.ezcdc.envelope.json.internal.types.LogicalType;
import dev.ezcdc.envelope.json.internal.types.TypeMismatchException;
import dev.ezcdc.envelope.json.internal.untyped.Documents;
import org.jspecify.annotations.Nullable;

/**
 * Records like those that were seen before. Thread-safe, and bounded in memory.
 *
 * <p>A record begins with a schema that is known by its bytes (or is read here once, to be known from then on); that tells
 * the shape of what follows: which bytes stand between the values, and of which type each value is. Everything that differs
 * is left to the general path, which also does the rejecting: so here nothing has to be understood, only recognised.
 */
public final class FastPath {

    private static final long MAX_KEY_BYTES = 8L << 20;
    private static final long MAX_VALUE_BYTES = 32L << 20;

    private final Placeholder placeholder;
    private final ScratchBuffers scratch = new ScratchBuffers();
    private final ShapeTable<RowShape> keys = new ShapeTable<>(MAX_KEY_BYTES);
    private final ShapeTable<ValueShape> values = new ShapeTable<>(MAX_VALUE_BYTES);

    private final Documents documents = new Documents();
    private final UntypedRows untypedRows;
    private final UntypedValueShape untypedValues;

    public FastPath(Placeholder placeholder) {
        this.placeholder = placeholder;
        this.untypedRows = new UntypedRows(placeholder, documents);
        this.untypedValues = new UntypedValueShape(untypedRows);
    }

    /** The record, or null if it is not of a known shape: then the general path decides. */
    public @Nullable CdcRecord tryDecode(byte @Nullable [] key, byte @Nullable [] value) {
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
            return value(cursor, keyRow);
        } catch (TypeMismatchException | MalformedEnvelopeException unsure) {
            return null;
        }
    }

    private @Nullable Row key(ByteCursor cursor) {
        RowShape known = keys.find(cursor);
        if (known != null) {
            return framedRow(cursor, known);
        }
        ColumnType type = FastSchemaParser.read(cursor);
        if (type == null) {
            cursor.moveTo(0);
            Row row = untypedRows.row(cursor);
            return cursor.atEnd() && !isFrame(row) ? row : null;
        }
        int beginning = cursor.position();
        RowShape shape = keyShape(type);
        Row row = shape == null ? null : framedRow(cursor, shape);
        if (row != null && shape != null) {
            keys.add(cursor.bytes, beginning, shape, SchemaSize.of(type));
        }
        return row;
    }

    private static @Nullable Row framedRow(ByteCursor cursor, RowShape shape) {
        Row row = shape.read(cursor);
        cursor.expect('}');
        return cursor.atEnd() ? row : null;
    }

    private @Nullable CdcRecord value(ByteCursor cursor, @Nullable Row key) {
        ValueShape known = values.find(cursor);
        if (known != null) {
            return known.read(cursor, key);
        }
        ColumnType type = FastSchemaParser.read(cursor);
        if (type == null) {
            cursor.moveTo(0);
            return untypedValues.read(cursor, key);
        }
        int beginning = cursor.position();
        ValueShape shape = valueShape(type);
        CdcRecord record = shape == null ? null : shape.read(cursor, key);
        if (record != null && shape != null) {
            values.add(cursor.bytes, beginning, shape, SchemaSize.of(type));
        }
        return record;
    }

    /** Null if there is none for keys of that type. */
    private @Nullable RowShape keyShape(ColumnType type) {
        return isRow(type)
                ? new RowShape(type.fields(), placeholder.ofRecord(RecordKind.ofSchema(type.logicalName())))
                : null;
    }

    /** Null if there is none for values of that type. */
    private @Nullable ValueShape valueShape(ColumnType type) {
        RecordKind kind = RecordKind.ofSchema(type.logicalName());
        return kind != null && isRow(type) ? new TypedValueShape(kind, type, placeholder, documents) : null;
    }

    /** A struct that is no value of a logical type. */
    private static boolean isRow(ColumnType type) {
        return type.base() == Base.STRUCT && LogicalType.of(type) == LogicalType.NONE;
    }

    /** Whether these are the columns that {@link Framing} would have to look at. */
    private static boolean isFrame(Row row) {
        return row.size() == 2 && row.contains("schema") && row.contains("payload");
    }

    /** Remembers the shape of a key that the general path accepted. */
    public void learnKey(Payload key) {
        MessageSchema schema = key.schema();
        if (schema == null) {
            learnRow(key);
        } else if (isUnknown(key, keys)) {
            RowShape shape = keyShape(schema.type());
            if (shape != null) {
                keys.add(key.bytes(), key.framing().payloadStart(), shape, SchemaSize.of(schema.type()));
            }
        }
    }

    /** Remembers the shape of a value that the general path accepted. */
    public void learnValue(Payload value) {
        MessageSchema schema = value.schema();
        if (schema == null) {
            learnRow(value);
        } else if (isUnknown(value, values)) {
            ValueShape shape = valueShape(schema.type());
            if (shape != null) {
                values.add(value.bytes(), value.framing().payloadStart(), shape, SchemaSize.of(schema.type()));
            }
        }
    }

    private boolean isUnknown(Payload part, ShapeTable<?> shapes) {
        return part.schemaIsFirst() && shapes.find(new ByteCursor(part.bytes(), scratch)) == null;
    }

    private void learnRow(Payload part) {
        if (part.content() instanceof Row row) {
            untypedRows.learn(row);
        }
    }
}
