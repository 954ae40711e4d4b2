package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.ezcdc.envelope.ColumnType;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fast path's readers of Connect's types: what {@link TypedReaders} are for the general path, with the same logical
 * types behind them.
 */
final class FastReaders {

    private FastReaders() {}

    /** Reads the JSON form of a base type. */
    private interface Base {
        @Nullable
        Object read(ByteCursor cursor);
    }

    static FastReader of(ColumnType type, Placeholder placeholder) {
        Base base = ofBase(type, placeholder);
        LogicalType logical = type.logicalName() == null ? null : LogicalType.of(type);
        return new FastReader(type.optional()) {
            @Override
            @Nullable
            Object value(ByteCursor cursor) {
                Object value = base.read(cursor);
                if (value == null || cursor.failed()) {
                    return null;
                }
                Object available = placeholder.orUnavailable(value);
                return available == value && logical != null ? logical.value(value) : available;
            }
        };
    }

    private static Base ofBase(ColumnType type, Placeholder placeholder) {
        return switch (type.base()) {
            case INT8 -> cursor -> (byte) integer(cursor, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 -> cursor -> (short) integer(cursor, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> cursor -> (int) integer(cursor, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> ByteCursor::integer;
            case FLOAT32 -> FastNumbers::float32;
            case FLOAT64 -> FastNumbers::float64;
            case BOOLEAN -> ByteCursor::bool;
            case STRING -> ByteCursor::string;
            case BYTES -> FastReaders::base64;
            case ARRAY -> array(of(Objects.requireNonNull(type.valueType()), placeholder));
            case MAP -> map(type, placeholder);
            case STRUCT -> new RowShape(type.fields(), placeholder)::read;
            case UNTYPED -> FreeJson::value;
        };
    }

    private static long integer(ByteCursor cursor, long min, long max) {
        long value = cursor.integer();
        if (value < min || value > max) {
            cursor.fail();
        }
        return value;
    }

    private static byte @Nullable [] base64(ByteCursor cursor) {
        cursor.expect('"');
        int start = cursor.position();
        int end = cursor.plainEnd(start);
        cursor.moveTo(end);
        cursor.expect('"');
        // Java's decoder does without padding, the general path does not.
        if (cursor.failed() || (end - start) % 4 != 0) {
            cursor.fail();
            return null;
        }
        try {
            return Base64.getDecoder().decode(new String(cursor.bytes, start, end - start, ISO_8859_1));
        } catch (IllegalArgumentException otherForm) {
            cursor.fail();
            return null;
        }
    }

    private static Base array(FastReader element) {
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

    /** With string keys an object; the array of pairs that other keys make is left to the general path. */
    private static Base map(ColumnType type, Placeholder placeholder) {
        ColumnType keyType = Objects.requireNonNull(type.keyType());
        if (keyType.base() != ColumnType.Base.STRING || keyType.optional()) {
            return cursor -> {
                cursor.fail();
                return null;
            };
        }
        FastReader value = of(Objects.requireNonNull(type.valueType()), placeholder);
        return cursor -> {
            cursor.expect('{');
            Map<@Nullable String, @Nullable Object> map = new LinkedHashMap<>();
            if (!cursor.skip('}')) {
                do {
                    String name = cursor.string();
                    cursor.expect(':');
                    map.put(name, value.read(cursor));
                } while (cursor.skip(','));
                cursor.expect('}');
            }
            return Collections.unmodifiableMap(map);
        };
    }
}
