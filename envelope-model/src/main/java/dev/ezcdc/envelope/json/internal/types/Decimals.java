package dev.ezcdc.envelope.json.internal.types;

import dev.ezcdc.envelope.data.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Exact decimals. */
final class Decimals {

    private static final String EXPECTED = "a decimal, and its scale in the schema";

    private static final int MAX_SCALE_CHANGE = 10_000;

    private Decimals() {}

    /** Connect's Decimal: the unscaled value's bytes; or the number itself ({@code decimal.format=NUMERIC}). */
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
                return base instanceof BigDecimal number ? rescale(number, scale) : fromUnscaledBytes((byte[]) base, scale);
            } catch (NumberFormatException | ArithmeticException e) {
                throw new TypeMismatchException(EXPECTED);
            }
        };
    }

    /** Most fit a long, which is two objects and a copy less. */
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

    /** Exactly, and only if that takes no more digits than a column could have: an exponent is cheap to write. */
    private static BigDecimal rescale(BigDecimal number, int scale) {
        if (Math.abs((long) number.scale() - scale) > MAX_SCALE_CHANGE) {
            throw new ArithmeticException("too many digits");
        }
        return number.setScale(scale);
    }

    /** Debezium's decimal with a scale of its own in every value. */
    static BigDecimal fromStruct(Row parts) {
        return fromUnscaledBytes(Parts.get(parts, "value", byte[].class), Parts.getInt(parts, "scale"));
    }
}
