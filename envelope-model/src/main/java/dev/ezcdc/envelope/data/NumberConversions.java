package dev.ezcdc.envelope.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Converts numbers. The cost depends on the digits that a number has, never on its exponent: {@code 1E10000000} is refused
 * as a whole number instead of written out.
 */
final class NumberConversions {

    /** The digits of PostgreSQL's largest numeric, before and after the point. */
    private static final int MAX_DIGITS = 131_072 + 16_383;

    private NumberConversions() {}

    /**
     * Returns the converted value, or null if there is no such conversion.
     *
     * @throws ArithmeticException if the number is not in the range of the type
     * @throws NumberFormatException if the text is not a number
     */
    static @Nullable Object convertOrNull(Object value, Class<?> target) {
        if (target == Boolean.class) {
            return toBoolean(value);
        }
        if (!Number.class.isAssignableFrom(target)) {
            return null;
        }
        boolean binary = target == Double.class || target == Float.class;
        if (value instanceof String text) {
            Double special = binary ? nonFiniteOrNull(text) : null;
            return special != null ? narrow(special, target) : fromDecimal(parse(text), target);
        }
        if (value instanceof Float number) {
            return target == Double.class ? (Object) number.doubleValue() : null;
        }
        if (value instanceof Double || !(value instanceof Number number)) {
            return null;
        }
        BigDecimal exact = number instanceof BigDecimal decimal
                ? decimal
                : number instanceof BigInteger whole ? new BigDecimal(whole) : BigDecimal.valueOf(number.longValue());
        boolean inexact = binary
                && !(number instanceof BigDecimal)
                && exact.compareTo(new BigDecimal(toFinite(exact, target).doubleValue())) != 0;
        return inexact ? null : fromDecimal(exact, target);
    }

    /** The connectors write TINYINT(1) as int16 in a snapshot; without a schema, numbers are Long. */
    private static @Nullable Boolean toBoolean(Object value) {
        if (!(value instanceof Short) && !(value instanceof Long)) {
            return null;
        }
        long number = ((Number) value).longValue();
        return number == 0 ? Boolean.FALSE : number == 1 ? Boolean.TRUE : null;
    }

    private static BigDecimal parse(String text) {
        if (text.length() > MAX_DIGITS + 20) {
            throw new ArithmeticException("more digits than a numeric has");
        }
        return new BigDecimal(text);
    }

    /** Recognizes the texts of JsonConverter, of PostgreSQL, and of Debezium with decimal.handling.mode=string. */
    private static @Nullable Double nonFiniteOrNull(String text) {
        return switch (text) {
            case "NaN", "NAN" -> Double.NaN;
            case "Infinity", "POSITIVE_INFINITY" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "NEGATIVE_INFINITY" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private static Number narrow(double number, Class<?> target) {
        return target == Float.class ? (Number) (float) number : (Number) number;
    }

    private static Number toFinite(BigDecimal exact, Class<?> target) {
        Number nearest = target == Float.class ? (Number) exact.floatValue() : (Number) exact.doubleValue();
        if (!Double.isFinite(nearest.doubleValue())) {
            throw new ArithmeticException("beyond the range of " + target.getSimpleName());
        }
        return nearest;
    }

    private static @Nullable Object fromDecimal(BigDecimal exact, Class<?> target) {
        if (target == BigDecimal.class) {
            return exact;
        }
        if (target == Double.class || target == Float.class) {
            return toFinite(exact, target);
        }
        BigInteger whole = toWhole(exact);
        if (target == BigInteger.class || target == Number.class) {
            return whole;
        }
        if (target == Long.class) {
            return whole.longValueExact();
        }
        if (target == Integer.class) {
            return whole.intValueExact();
        }
        return target == Short.class
                ? (Object) whole.shortValueExact()
                : target == Byte.class ? (Object) whole.byteValueExact() : null;
    }

    private static BigInteger toWhole(BigDecimal exact) {
        if (exact.signum() == 0) {
            return BigInteger.ZERO;
        }
        long digits = exact.precision() - (long) exact.scale();
        if (digits <= 0 || digits > MAX_DIGITS) {
            throw new ArithmeticException("not a whole number of at most " + MAX_DIGITS + " digits");
        }
        return exact.toBigIntegerExact();
    }
}
