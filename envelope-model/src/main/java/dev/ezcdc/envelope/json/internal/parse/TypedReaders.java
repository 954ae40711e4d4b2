package dev.ezcdc.envelope.json.internal.parse;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Unavailable;
import dev.ezcdc.envelope.json.internal.types.LogicalType;
import dev.ezcdc.envelope.json.internal.types.TypeMismatchException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Creates readers for Connect types in the JSON forms that JsonConverter writes. */
final class TypedReaders {

    private TypedReaders() {}

    /** Returns a reader that parses the JSON form, converts it to the logical type and recognizes unavailable values. */
    static ValueReader forType(ColumnType type, Placeholder placeholder) {
        ValueReader raw = forBase(type, placeholder);
        LogicalType logical = LogicalType.forType(type);
        Predicate<Object> unavailable = placeholder.unavailablePredicate(type);
        return cursor -> {
            if (cursor.isAt(JsonToken.VALUE_NULL)) {
                if (!type.optional()) {
                    throw cursor.fail("a non-null value, as the schema requires");
                }
                return null;
            }
            Object base = Objects.requireNonNull(raw.read(cursor));
            Object value = logical == LogicalType.NONE ? base : convert(logical, base, cursor);
            return unavailable != null && unavailable.test(value) ? Unavailable.UNAVAILABLE : value;
        };
    }

    private static Object convert(LogicalType logical, Object base, JsonCursor cursor) {
        try {
            return logical.convert(base);
        } catch (TypeMismatchException e) {
            throw cursor.fail(e.expected());
        }
    }

    private static ValueReader forBase(ColumnType type, Placeholder placeholder) {
        return switch (type.base()) {
            case INT8 -> cursor -> (byte) readInteger(cursor, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 -> cursor -> (short) readInteger(cursor, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> cursor -> (int) readInteger(cursor, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> cursor -> readInteger(cursor, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT32 ->
                cursor -> cursor.isAt(JsonToken.VALUE_STRING)
                        ? (float) readNonFinite(cursor)
                        : requireNumber(cursor).floatValue();
            case FLOAT64 ->
                cursor -> cursor.isAt(JsonToken.VALUE_STRING)
                        ? readNonFinite(cursor)
                        : requireNumber(cursor).doubleValue();
            case BOOLEAN -> TypedReaders::readBoolean;
            case STRING ->
                cursor ->
                        requireToken(cursor, JsonToken.VALUE_STRING, "a string").textValue();
            case BYTES ->
                "org.apache.kafka.connect.data.Decimal".equals(type.logicalName())
                        ? TypedReaders::readDecimal
                        : TypedReaders::readBytes;
            case ARRAY -> arrayReader(forType(Objects.requireNonNull(type.valueType()), Placeholder.NONE));
            case MAP -> mapReader(type);
            case STRUCT -> new StructReader(type.fields(), placeholder);
            case UNTYPED -> UntypedReader.MAPS_ONLY;
        };
    }

    private static JsonCursor requireToken(JsonCursor cursor, JsonToken token, String expected) {
        if (!cursor.isAt(token)) {
            throw cursor.fail(expected);
        }
        return cursor;
    }

    private static byte[] readBytes(JsonCursor cursor) {
        return requireToken(cursor, JsonToken.VALUE_STRING, "a base64 string").base64Value();
    }

    /** With {@code decimal.format=NUMERIC} the converter writes the number instead of its unscaled bytes. */
    private static Object readDecimal(JsonCursor cursor) {
        return cursor.isAt(JsonToken.VALUE_STRING)
                ? readBytes(cursor)
                : new BigDecimal(requireNumber(cursor).numberValue().toString());
    }

    private static long readInteger(JsonCursor cursor, long min, long max) {
        String expected = "an integer from " + min + " to " + max;
        long value = requireToken(cursor, JsonToken.VALUE_NUMBER_INT, expected).longValue(expected);
        if (value < min || value > max) {
            throw cursor.fail(expected);
        }
        return value;
    }

    private static JsonCursor requireNumber(JsonCursor cursor) {
        if (!cursor.isAt(JsonToken.VALUE_NUMBER_FLOAT) && !cursor.isAt(JsonToken.VALUE_NUMBER_INT)) {
            throw cursor.fail("a number");
        }
        return cursor;
    }

    /** JsonConverter writes NaN and the infinities, which JSON numbers lack, as strings. */
    private static double readNonFinite(JsonCursor cursor) {
        return switch (cursor.textValue()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw cursor.fail("a number");
        };
    }

    private static Object readBoolean(JsonCursor cursor) {
        return switch (cursor.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw cursor.fail("true or false");
        };
    }

    private static ValueReader arrayReader(ValueReader element) {
        return cursor -> {
            requireToken(cursor, JsonToken.START_ARRAY, "an array");
            List<@Nullable Object> values = new ArrayList<>();
            while (cursor.next() != JsonToken.END_ARRAY) {
                values.add(element.read(cursor));
            }
            return Collections.unmodifiableList(values);
        };
    }

    /** JsonConverter writes a map with string keys as an object, any other as an array of pairs. */
    private static ValueReader mapReader(ColumnType type) {
        ColumnType keyType = Objects.requireNonNull(type.keyType());
        ValueReader key = forType(keyType, Placeholder.NONE);
        ValueReader value = forType(Objects.requireNonNull(type.valueType()), Placeholder.NONE);
        boolean asObject = keyType.base() == ColumnType.Base.STRING && !keyType.optional();
        return cursor -> {
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            if (asObject) {
                requireToken(cursor, JsonToken.START_OBJECT, "an object");
                for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
                    map.put(name, value.read(cursor));
                }
            } else {
                requireToken(cursor, JsonToken.START_ARRAY, "an array of [key, value] pairs");
                while (cursor.next() != JsonToken.END_ARRAY) {
                    readPair(cursor, key, value, map);
                }
            }
            return Collections.unmodifiableMap(map);
        };
    }

    private static void readPair(
            JsonCursor cursor, ValueReader key, ValueReader value, Map<@Nullable Object, @Nullable Object> map) {
        requireToken(cursor, JsonToken.START_ARRAY, "a [key, value] pair");
        cursor.next();
        Object name = key.read(cursor);
        cursor.next();
        map.put(name, value.read(cursor));
        if (cursor.next() != JsonToken.END_ARRAY) {
            throw cursor.fail("the end of the [key, value] pair");
        }
    }
}
