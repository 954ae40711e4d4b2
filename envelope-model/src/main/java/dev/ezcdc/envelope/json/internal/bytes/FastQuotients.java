package dev.ezcdc.envelope.json.internal.bytes;

import java.math.BigInteger;

/**
 * The floating-point number nearest to {@code digits / 10^scale}, where the digits are too many for a double.
 *
 * <p>Idea: one multiplication with the reciprocal of a power of five, cut off after 64 bits, gives the quotient's first 63
 * bits or more, at most two units too low; the power of two goes into the exponent. Only if the 53 bits that stay are not
 * the same for both ends of that range, which is one number in a thousand, the answer is not known. Source: D. Lemire,
 * "Number parsing at a gigabyte per second", 2021, with half of its precision.
 */
final class FastQuotients {

    /** The bits that a double and a float keep. */
    static final int DOUBLE_PRECISION_BITS = 53;

    static final int FLOAT_PRECISION_BITS = 24;

    private static final int MAX_SCALE = 19;
    /** Of 5 to the n: the first 64 bits. */
    private static final long[] RECIPROCALS = new long[MAX_SCALE + 1];
    /** Of 5 to the n: how many bits it has. */
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
     * The quotient rounded to so many bits, or NaN if that is not sure.
     *
     * @param digits above zero
     * @param scale 1 to 19
     */
    static double roundQuotient(long digits, int scale, int precision) {
        int zeros = Long.numberOfLeadingZeros(digits);
        long a = digits << zeros;
        long b = RECIPROCALS[scale];
        // The high half of the unsigned product of two numbers that both have the highest bit.
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
