package dev.ezcdc.envelope.json.internal.bytes;

import java.math.BigInteger;

/**
 * Computes the floating-point number nearest to {@code digits / 10^scale} for more digits than a double holds.
 *
 * <p>Technique: one multiplication by the reciprocal of a power of five, truncated to 64 bits, yields at least the first 63
 * bits of the quotient, at most two units too low. The power of two goes into the exponent. If both ends of that range do
 * not round to the same 53 bits, which happens for one number in a thousand, the result is unknown. Source: D. Lemire,
 * "Number parsing at a gigabyte per second", 2021, with half of its precision.
 */
final class FastQuotients {

    /** Bits in the significand of a double and of a float. */
    static final int DOUBLE_PRECISION_BITS = 53;

    static final int FLOAT_PRECISION_BITS = 24;

    private static final int MAX_SCALE = 19;
    /** The first 64 bits of the reciprocal of 5 to the power n. */
    private static final long[] RECIPROCALS = new long[MAX_SCALE + 1];
    /** The number of bits of 5 to the power n. */
    private static final int[] POWER_BITS = new int[MAX_SCALE + 1];

    static {
        for (int i = 1; i <= MAX_SCALE; i++) {
            BigInteger power = BigInteger.valueOf(5).pow(i);
            POWER_BITS[i] = power.bitLength();
            RECIPROCALS[i] =
                    BigInteger.ONE.shiftLeft(63 + POWER_BITS[i]).divide(power).longValue();
        }
    }

    private FastQuotients() {}

    /**
     * Returns the quotient rounded to {@code precision} bits, or NaN if the last bit is uncertain.
     *
     * @param digits greater than zero
     * @param scale 1 to 19
     */
    static double roundQuotient(long digits, int scale, int precision) {
        int zeros = Long.numberOfLeadingZeros(digits);
        long a = digits << zeros;
        long b = RECIPROCALS[scale];
        // The high half of the unsigned product. The two additions correct for both sign bits, which are set.
        long product = Math.multiplyHigh(a, b) + a + b;
        int dropped = 64 - precision - (product < 0 ? 0 : 1);
        long rest = product & (1L << dropped) - 1;
        long half = 1L << dropped - 1;
        if (rest == half || rest == half - 1) {
            return Double.NaN;
        }
        long mantissa = (product >>> dropped) + (rest > half ? 1 : 0);
        int exponent = 1 - POWER_BITS[scale] - zeros - scale + dropped;
        return mantissa * Double.longBitsToDouble(1023L + exponent << 52);
    }
}
