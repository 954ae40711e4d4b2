package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Exact decimals. */
final class Decimals {

    private static final String EXPECTED = "a decimal, and its scale in the schema";

    private static final int MOST_DIGITS = 10_000;

    private Decimals() {}

    /** Connect's Decimal: the unscaled value's bytes; or the number itself ({@code decimal.format=NUMERIC}). */
    static LogicalType ofScale(@Nullable String text) {
        int scale;
        try {
            scale = Integer.parseInt(String.valueOf(text));
        } catch (NumberFormatException e) {
            return base -> {
                throw new NotThisTypeException(EXPECTED);
            };
        }
        return base -> {
            try {
                return base instanceof BigDecimal number
                        ? rescaled(number, scale)
                        : new BigDecimal(new BigInteger((byte[]) base), scale);
            } catch (NumberFormatException | ArithmeticException e) {
                throw new NotThisTypeException(EXPECTED);
            }
        };
    }

    /** Exactly, and only if that takes no more digits than a column could have: an exponent is cheap to write. */
    private static BigDecimal rescaled(BigDecimal number, int scale) {
        if (Math.abs((long) number.scale() - scale) > MOST_DIGITS) {
            throw new ArithmeticException("too many digits");
        }
        return number.setScale(scale);
    }

    /** Debezium's decimal with a scale of its own in every value. */
    static BigDecimal variable(Row parts) {
        return new BigDecimal(new BigInteger(Parts.of(parts, "value", byte[].class)), Parts.int32(parts, "scale"));
    }
}
