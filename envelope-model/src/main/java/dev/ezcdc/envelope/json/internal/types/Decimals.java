package dev.ezcdc.envelope.json.internal.types;

import dev.ezcdc.envelope.data.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Converts decimals to BigDecimal without loss. */
final class Decimals {

    private static final String EXPECTED = "a decimal with the scale that the schema declares";

    /** Limits the digits that a short number with a large exponent can expand to. */
    private static final int MAX_SCALE_CHANGE = 10_000;

    private Decimals() {}

    /**
     * Returns the type of Connect's Decimal: the bytes of the unscaled value, or a number with {@code
     * decimal.format=NUMERIC}.
     */
    static LogicalType forScale(@Nullable String text) {
        int scale;
        try {
            scale = Integer.parseInt(String.valueOf(text));
        } catch (NumberFormatException e) {
            return base -> {
                throw new TypeMismatchException(EXPECTED);
            };
        }
        return base -> {
            try {
                return base instanceof BigDecimal number
                        ? rescale(number, scale)
                        : fromUnscaledBytes((byte[]) base, scale);
            } catch (NumberFormatException | ArithmeticException e) {
                throw new TypeMismatchException(EXPECTED);
            }
        };
    }

    /** Most unscaled values fit a long, which saves two objects and a copy. */
    private static BigDecimal fromUnscaledBytes(byte[] bytes, int scale) {
        if (bytes.length == 0 || bytes.length > Long.BYTES) {
            return new BigDecimal(new BigInteger(bytes), scale);
        }
        long unscaled = bytes[0];
        for (int i = 1; i < bytes.length; i++) {
            unscaled = unscaled << 8 | bytes[i] & 0xFF;
        }
        return BigDecimal.valueOf(unscaled, scale);
    }

    /** @throws ArithmeticException if the number does not fit the scale exactly, or the scale changes too much */
    private static BigDecimal rescale(BigDecimal number, int scale) {
        if (Math.abs((long) number.scale() - scale) > MAX_SCALE_CHANGE) {
            throw new ArithmeticException("too many digits");
        }
        return number.setScale(scale);
    }

    /** Converts Debezium's VariableScaleDecimal, in which each value has a scale. */
    static BigDecimal fromStruct(Row parts) {
        return fromUnscaledBytes(Parts.get(parts, "value", byte[].class), Parts.getInt(parts, "scale"));
    }
}
