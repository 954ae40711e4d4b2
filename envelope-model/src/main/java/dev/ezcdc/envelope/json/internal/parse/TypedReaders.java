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

/** The readers of Connect's types, in the JSON forms that JsonConverter gives them. */
final class TypedReaders {

    private TypedReaders() {}

    /** A reader for a type: its JSON form first, then the logical type, then whether the value is unavailable. */
    static ValueReader forType(ColumnType type, Placeholder placeholder) {
        ValueReader raw = forBase(type, placeholder);
        LogicalType logical = LogicalType.forType(type);
        Predicate<Object> unavailable = placeholder.unavailablePredicate(type);
        return cursor -> {
            if (cursor.isAt(JsonToken.VALUE_NULL)) {
                if (!type.optional()) {
                    throw cursor.fail("a value, as the schema does not allow null");
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
                cursor -> requireToken(cursor, JsonToken.VALUE_STRING, "a string").textValue();
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
        return requireToken(cursor, JsonToken.VALUE_STRING, "bytes in base64").base64Value();
    }

    /** A converter set to {@code decimal.format=NUMERIC} writes the number instead of its unscaled bytes. */
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

    /** JSON has no such numbers; JsonConverter writes them as strings. */
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

    /** With string keys JsonConverter writes an object, with others an array of pairs. */
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
                requireToken(cursor, JsonToken.START_ARRAY, "an array of pairs");
                while (cursor.next() != JsonToken.END_ARRAY) {
                    readPair(cursor, key, value, map);
                }
            }
            return Collections.unmodifiableMap(map);
        };
    }

    private static void readPair(
            JsonCursor cursor, ValueReader key, ValueReader value, Map<@Nullable Object, @Nullable Object> map) {
        requireToken(cursor, JsonToken.START_ARRAY, "a pair");
        cursor.next();
        Object name = key.read(cursor);
        cursor.next();
        map.put(name, value.read(cursor));
        if (cursor.next() != JsonToken.END_ARRAY) {
            throw cursor.fail("the end of a pair");
        }
    }
}
