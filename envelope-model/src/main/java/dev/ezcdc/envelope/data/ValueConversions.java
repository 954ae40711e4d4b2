package dev.ezcdc.envelope.data;

import java.io.Serial;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts a row's value to another Java type if nothing is lost. */
final class ValueConversions {

    private ValueConversions() {}

    /** No conversion without loss exists. */
    static final class NoConversionException extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        NoConversionException(@Nullable Throwable cause) {
            super(null, cause);
        }
    }

    static @Nullable Object convert(@Nullable Object value, Type target) throws NoConversionException {
        Class<?> raw = rawType(target);
        if (value == null) {
            if (raw.isPrimitive()) {
                throw new NoConversionException(null);
            }
            return null;
        }
        if (value instanceof List<?> list && target instanceof ParameterizedType generic && raw.isInstance(value)) {
            return toList(list, generic.getActualTypeArguments()[0]);
        }
        if (value instanceof Map<?, ?> map && target instanceof ParameterizedType generic && raw.isInstance(value)) {
            return toMap(map, generic.getActualTypeArguments());
        }
        Class<?> boxed = MethodType.methodType(raw).wrap().returnType();
        if (boxed.isInstance(value)) {
            return value;
        }
        try {
            Object converted = convertOrNull(value, boxed);
            if (converted != null) {
                return converted;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new NoConversionException(e instanceof NumberFormatException ? null : e);
        }
        throw new NoConversionException(null);
    }

    private static @Nullable Object convertOrNull(Object value, Class<?> target) {
        if (value instanceof Row row && target.isRecord()) {
            return row.as(target);
        }
        if (value instanceof Map<?, ?> map && target.isRecord()) {
            return toRow(map).as(target);
        }
        if (value instanceof String text && target.isEnum()) {
            return toEnumConstant(text, target);
        }
        if (value instanceof Number number && Number.class.isAssignableFrom(target)) {
            return toNumber(number, target);
        }
        if (value instanceof String text && target == BigDecimal.class) {
            return new BigDecimal(text);
        }
        return toTime(value, target);
    }

    private static Object toEnumConstant(String text, Class<?> target) {
        for (Object constant : target.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        throw new NumberFormatException(target.getName() + " has no constant of that name");
    }

    /** Converts through BigDecimal, which holds every number except NaN and the infinities; floats widen as in Java. */
    private static @Nullable Object toNumber(Number number, Class<?> target) {
        boolean fromFloat = number instanceof Float || number instanceof Double;
        if (target == Double.class) {
            return number instanceof Float || number instanceof Double || isExactDouble(number)
                    ? (Object) number.doubleValue()
                    : null;
        }
        if (fromFloat) {
            return null;
        }
        BigDecimal exact = number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
        if (target == BigDecimal.class) {
            return exact;
        }
        if (exact.precision() - (long) exact.scale() > 40) {
            return target == BigInteger.class && number instanceof BigInteger ? number : null;
        }
        if (target == BigInteger.class) {
            return exact.toBigIntegerExact();
        }
        long whole = exact.longValueExact();
        if (target == Long.class) {
            return whole;
        }
        if (target == Integer.class) {
            return Math.toIntExact(whole);
        }
        return target == Short.class && whole == (short) whole
                ? (Object) (short) whole
                : target == Byte.class && whole == (byte) whole ? (Object) (byte) whole : null;
    }

    private static boolean isExactDouble(Number number) {
        double converted = number.doubleValue();
        return Double.isFinite(converted)
                && new BigDecimal(number.toString()).compareTo(new BigDecimal(converted)) == 0;
    }

    private static @Nullable Object toTime(Object value, Class<?> target) {
        if (target == Instant.class) {
            return value instanceof OffsetDateTime offset
                    ? offset.toInstant()
                    : value instanceof ZonedDateTime zoned ? zoned.toInstant() : null;
        }
        if (target == OffsetDateTime.class) {
            if (value instanceof Instant instant) {
                return instant.equals(Instant.MAX)
                        ? OffsetDateTime.MAX
                        : instant.equals(Instant.MIN) ? OffsetDateTime.MIN : instant.atOffset(ZoneOffset.UTC);
            }
            return value instanceof ZonedDateTime zoned ? zoned.toOffsetDateTime() : null;
        }
        return null;
    }

    private static Object toList(List<?> list, Type element) throws NoConversionException {
        List<@Nullable Object> converted = new ArrayList<>(list.size());
        for (Object value : list) {
            converted.add(convert(value, element));
        }
        return Collections.unmodifiableList(converted);
    }

    private static Object toMap(Map<?, ?> map, Type[] types) throws NoConversionException {
        Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            converted.put(convert(entry.getKey(), types[0]), convert(entry.getValue(), types[1]));
        }
        return Collections.unmodifiableMap(converted);
    }

    private static Row toRow(Map<?, ?> map) {
        List<Column> columns = new ArrayList<>();
        map.keySet().forEach(name -> columns.add(new Column(String.valueOf(name), ColumnType.UNTYPED)));
        return new Row(new Columns(columns), map.values().toArray());
    }

    private static Class<?> rawType(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        // A type variable, wildcard or generic array accepts any value.
        return Object.class;
    }
}
