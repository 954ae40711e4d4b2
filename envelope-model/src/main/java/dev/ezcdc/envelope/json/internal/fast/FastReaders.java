package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Unavailable;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.FastBytes;
import dev.ezcdc.envelope.json.internal.bytes.FastNumbers;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.parse.PlaceholderForms;
import dev.ezcdc.envelope.json.internal.types.LogicalType;
import dev.ezcdc.envelope.json.internal.untyped.FastReader;
import dev.ezcdc.envelope.json.internal.untyped.UntypedValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Creates the fast path's readers for Connect types, the counterpart of {@code TypedReaders}. Both convert values with the
 * same logical types.
 */
final class FastReaders {

    private FastReaders() {}

    /** Reads the JSON form of a base type. */
    private interface BaseReader {
        @Nullable
        Object read(ByteCursor cursor);
    }

    static FastReader forType(ColumnType type, Placeholder placeholder) {
        if (LogicalType.forType(type) == LogicalType.NONE) {
            switch (type.base()) {
                case INT32:
                    return new Int32(type.optional());
                case INT64:
                    return new Int64(type.optional());
                case STRING:
                    return new Text(type, placeholder);
                case STRUCT:
                    return new Struct(type, placeholder);
                default:
            }
        }
        return type.base() == ColumnType.Base.STRING && "io.debezium.data.Uuid".equals(type.logicalName())
                ? new Uuid(type.optional())
                : new Converted(type, placeholder);
    }

    /** Reads a struct without a logical type. */
    static final class Struct extends FastReader {
        private final RowShape shape;

        Struct(ColumnType type, Placeholder placeholder) {
            super(type.optional());
            this.shape = new RowShape(type.fields(), placeholder);
        }

        RowShape shape() {
            return shape;
        }

        @Override
        protected Object readNonNull(ByteCursor cursor) {
            return shape.read(cursor);
        }
    }

    /** Parses the JSON form, converts it to the logical type and recognizes unavailable values, like {@code TypedReaders}. */
    private static final class Converted extends FastReader {
        private final BaseReader base;
        private final LogicalType logical;
        private final @Nullable Predicate<Object> unavailable;

        Converted(ColumnType type, Placeholder placeholder) {
            super(type.optional());
            this.base = forBase(type, placeholder);
            this.logical = LogicalType.forType(type);
            this.unavailable = placeholder.unavailablePredicate(type);
        }

        @Override
        protected @Nullable Object readNonNull(ByteCursor cursor) {
            Object baseValue = base.read(cursor);
            if (baseValue == null || cursor.hasFailed()) {
                return null;
            }
            Object value = logical == LogicalType.NONE ? baseValue : logical.convert(baseValue);
            return unavailable != null && unavailable.test(value) ? Unavailable.UNAVAILABLE : value;
        }
    }

    // The most common types have direct readers.

    private static final class Int32 extends FastReader {
        Int32(boolean optional) {
            super(optional);
        }

        @Override
        protected Object readNonNull(ByteCursor cursor) {
            return (int) readInteger(cursor, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
    }

    private static final class Int64 extends FastReader {
        Int64(boolean optional) {
            super(optional);
        }

        @Override
        protected Object readNonNull(ByteCursor cursor) {
            return cursor.readLong();
        }
    }

    /** Reads a UUID, which cannot hold the placeholder. */
    private static final class Uuid extends FastReader {
        Uuid(boolean optional) {
            super(optional);
        }

        @Override
        protected @Nullable Object readNonNull(ByteCursor cursor) {
            return FastBytes.readUuid(cursor);
        }
    }

    private static final class Text extends FastReader {
        private final @Nullable Predicate<Object> unavailable;
        private final long lengthMask;

        Text(ColumnType type, Placeholder placeholder) {
            super(type.optional());
            this.unavailable = placeholder.unavailablePredicate(type);
            this.lengthMask = unavailable == null ? 0 : placeholder.textLengthMask();
        }

        @Override
        protected @Nullable Object readNonNull(ByteCursor cursor) {
            String text = cursor.readString();
            return text != null && PlaceholderForms.canMatchLength(lengthMask, text.length()) && isUnavailable(text)
                    ? Unavailable.UNAVAILABLE
                    : text;
        }

        private boolean isUnavailable(String text) {
            return unavailable != null && unavailable.test(text);
        }
    }

    private static BaseReader forBase(ColumnType type, Placeholder placeholder) {
        return switch (type.base()) {
            case INT8 -> cursor -> (byte) readInteger(cursor, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 -> cursor -> (short) readInteger(cursor, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> cursor -> (int) readInteger(cursor, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> ByteCursor::readLong;
            case FLOAT32 -> FastNumbers::readFloat;
            case FLOAT64 -> FastNumbers::readDouble;
            case BOOLEAN -> ByteCursor::readBoolean;
            case STRING -> ByteCursor::readString;
            case BYTES ->
                "org.apache.kafka.connect.data.Decimal".equals(type.logicalName())
                        ? FastReaders::readDecimal
                        : FastBytes::readBase64;
            case ARRAY -> arrayReader(forType(Objects.requireNonNull(type.valueType()), Placeholder.NONE));
            case MAP -> mapReader(type);
            case STRUCT -> new RowShape(type.fields(), placeholder)::read;
            case UNTYPED -> cursor -> UntypedValues.readValue(cursor, Placeholder.NONE);
        };
    }

    private static long readInteger(ByteCursor cursor, long min, long max) {
        long value = cursor.readLong();
        if (value < min || value > max) {
            cursor.fail();
        }
        return value;
    }

    private static @Nullable Object readDecimal(ByteCursor cursor) {
        if (cursor.peek() == '"') {
            return FastBytes.readBase64(cursor);
        }
        Object number = FastNumbers.readUntyped(cursor);
        return number == null || cursor.hasFailed() ? null : new BigDecimal(number.toString());
    }

    private static BaseReader arrayReader(FastReader element) {
        return cursor -> {
            cursor.expect('[');
            List<@Nullable Object> values = new ArrayList<>();
            if (!cursor.skip(']')) {
                do {
                    values.add(element.read(cursor));
                } while (cursor.skip(','));
                cursor.expect(']');
            }
            return Collections.unmodifiableList(values);
        };
    }

    /** Reads a map with string keys, which is an object. Other maps are left to the general path. */
    private static BaseReader mapReader(ColumnType type) {
        ColumnType keyType = Objects.requireNonNull(type.keyType());
        if (keyType.base() != ColumnType.Base.STRING || keyType.optional()) {
            return cursor -> {
                cursor.fail();
                return null;
            };
        }
        FastReader value = forType(Objects.requireNonNull(type.valueType()), Placeholder.NONE);
        return cursor -> {
            cursor.expect('{');
            Map<@Nullable String, @Nullable Object> map = new LinkedHashMap<>();
            if (!cursor.skip('}')) {
                do {
                    String name = cursor.readName();
                    cursor.expect(':');
                    map.put(name, value.read(cursor));
                } while (cursor.skip(','));
                cursor.expect('}');
            }
            return Collections.unmodifiableMap(map);
        };
    }
}
