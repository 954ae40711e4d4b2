package dev.ezcdc.envelope.json.internal.bytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers with a fraction or an exponent.
 *
 * <p>Technique: if a double holds both the digits and the power of ten exactly, one division gives the correct result,
 * because it rounds only once. {@link FastQuotients} handles most other numbers, and Java parses the rest. Source: W.
 * Clinger, "How to read floating point numbers accurately", 1990.
 */
public final class FastNumbers {

    private static final double[] DOUBLE_POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };
    private static final float[] FLOAT_POWERS_OF_TEN = {1, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f};
    /** A double, float or long holds every number of this many digits exactly. */
    private static final int EXACT_DOUBLE_DIGITS = 15;

    private static final int EXACT_FLOAT_DIGITS = 7;
    private static final int EXACT_LONG_DIGITS = 18;
    /** Most numbers of this many digits fit a long. If one does not, {@link #digits} is negative. */
    private static final int MAX_LONG_DIGITS = 19;
    /** Longer numbers are rare in practice, and the general path enforces the limits for them. */
    private static final int MAX_NUMBER_BYTES = 100;

    private final ByteCursor cursor;
    private final int start;
    private final boolean negative;
    private long digits;
    private int digitCount;
    private int scale;
    private boolean hasExponent;

    /** Reads a number with a fraction or an exponent; fails for integers. */
    private FastNumbers(ByteCursor cursor) {
        this.cursor = cursor;
        this.start = cursor.position();
        this.negative = cursor.skip('-');
        int first = cursor.position();
        boolean zero = cursor.peek() == '0';
        digits = cursor.appendDigits(0);
        digitCount = cursor.position() - first;
        if (digitCount == 0 || (zero && digitCount > 1)) {
            cursor.fail();
        }
        if (cursor.skip('.')) {
            int point = cursor.position();
            digits = cursor.appendDigits(digits);
            scale = cursor.position() - point;
            digitCount += scale;
            if (scale == 0) {
                cursor.fail();
            }
        }
        hasExponent = cursor.skip('e') || cursor.skip('E');
        if (hasExponent) {
            readExponent();
        } else if (scale == 0) {
            cursor.fail();
        }
        if (cursor.position() - start > MAX_NUMBER_BYTES) {
            cursor.fail();
        }
    }

    private void readExponent() {
        if (!cursor.skip('-')) {
            cursor.skip('+');
        }
        int first = cursor.position();
        cursor.appendDigits(0);
        int count = cursor.position() - first;
        // Libraries have differed near the limits of a double, so larger exponents go to the general path.
        if (count == 0 || count > 2) {
            cursor.fail();
        }
    }

    private boolean hasAtMostDigits(int max) {
        return !hasExponent && digitCount <= max;
    }

    /**
     * Rounds to {@code precision} bits. Returns NaN if the number has an exponent or too many digits, is zero, or its last
     * bit is uncertain.
     */
    private double roundToPrecision(int precision) {
        return hasAtMostDigits(MAX_LONG_DIGITS) && digits > 0
                ? FastQuotients.roundQuotient(digits, scale, precision)
                : Double.NaN;
    }

    private String text() {
        return new String(cursor.bytes, start, cursor.position() - start, ISO_8859_1);
    }

    /** Reads a double. JsonConverter writes NaN and the infinities, which JSON numbers lack, as strings. */
    public static @Nullable Object readDouble(ByteCursor cursor) {
        if (cursor.peek() == '"') {
            return readNonFinite(cursor);
        }
        FastNumbers number = new FastNumbers(cursor);
        if (cursor.hasFailed()) {
            return null;
        }
        double value = number.hasAtMostDigits(EXACT_DOUBLE_DIGITS)
                ? number.digits / DOUBLE_POWERS_OF_TEN[number.scale]
                : number.roundToPrecision(FastQuotients.DOUBLE_PRECISION_BITS);
        if (Double.isNaN(value)) {
            return Double.parseDouble(number.text());
        }
        return number.negative ? -value : value;
    }

    /** Reads a float, with NaN and the infinities as in {@link #readDouble}. */
    public static @Nullable Object readFloat(ByteCursor cursor) {
        if (cursor.peek() == '"') {
            Double value = readNonFinite(cursor);
            return value == null ? null : (Object) value.floatValue();
        }
        FastNumbers number = new FastNumbers(cursor);
        if (cursor.hasFailed()) {
            return null;
        }
        float value = number.hasAtMostDigits(EXACT_FLOAT_DIGITS)
                ? number.digits / FLOAT_POWERS_OF_TEN[number.scale]
                : (float) number.roundToPrecision(FastQuotients.FLOAT_PRECISION_BITS);
        if (Float.isNaN(value)) {
            return Float.parseFloat(number.text());
        }
        return number.negative ? -value : value;
    }

    /** Reads a number without a type: a Long if it is an integer, else a BigDecimal. */
    public static @Nullable Object readUntyped(ByteCursor cursor) {
        int start = cursor.position();
        long integerPart = cursor.readLong();
        if (!cursor.hasFailed()) {
            int end = cursor.position();
            if (!cursor.skip('.') && !isExponentMark(cursor.peek())) {
                return integerPart;
            }
            boolean negative = cursor.bytes[start] == '-';
            long digits = cursor.appendDigits(negative ? -integerPart : integerPart);
            int scale = cursor.position() - end - 1;
            int digitCount = cursor.position() - start - (negative ? 2 : 1);
            if (scale > 0 && digitCount <= EXACT_LONG_DIGITS && !isExponentMark(cursor.peek())) {
                return BigDecimal.valueOf(negative ? -digits : digits, scale);
            }
        }
        cursor.moveTo(start);
        FastNumbers number = new FastNumbers(cursor);
        if (cursor.hasFailed()) {
            return null;
        }
        if (number.hasExponent || number.digitCount > EXACT_LONG_DIGITS) {
            return new BigDecimal(number.text());
        }
        return BigDecimal.valueOf(number.negative ? -number.digits : number.digits, number.scale);
    }

    private static boolean isExponentMark(byte next) {
        return next == 'e' || next == 'E';
    }

    private static @Nullable Double readNonFinite(ByteCursor cursor) {
        String text = cursor.readString();
        if (text != null) {
            switch (text) {
                case "NaN":
                    return Double.NaN;
                case "Infinity":
                    return Double.POSITIVE_INFINITY;
                case "-Infinity":
                    return Double.NEGATIVE_INFINITY;
                default:
                    cursor.fail();
            }
        }
        return null;
    }
}
