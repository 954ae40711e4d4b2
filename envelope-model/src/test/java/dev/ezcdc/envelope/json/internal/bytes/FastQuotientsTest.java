package dev.ezcdc.envelope.json.internal.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FastQuotientsTest {

    private static final int CASES = 300_000;

    @Test
    void matchesJavaWhereKnown() {
        long seed = System.nanoTime();
        System.out.println("seed of matchesJavaWhereKnown: " + seed);
        Random random = new Random(seed);
        int unknown = 0;
        for (int i = 0; i < CASES; i++) {
            long digits = (random.nextLong() >>> 1 >>> random.nextInt(62)) + 1;
            int scale = 1 + random.nextInt(19);
            unknown += countUnknown(Math.max(digits, 1), scale);
        }
        assertThat(unknown).isLessThan(CASES / 100);
    }

    @Test
    void readsBackWrittenDoubles() {
        Random random = new Random(42);
        for (int i = 0; i < CASES; i++) {
            double value = random.nextDouble() * Math.pow(10, random.nextInt(12) - 2);
            BigDecimal written = new BigDecimal(Double.toString(value));
            if (written.scale() > 0 && written.scale() < 20) {
                countUnknown(written.unscaledValue().longValueExact(), written.scale());
            }
        }
    }

    /** Checks numbers halfway between two doubles and next to them, where a single bit decides. */
    @Test
    void isExactOrUnknownNearMidpoints() {
        Random random = new Random(43);
        for (int i = 0; i < CASES; i++) {
            long odd = (1L << 53 | random.nextLong() >>> 11) << 1 | 1;
            int scale = 1 + random.nextInt(4);
            BigDecimal middle = BigDecimal.valueOf(odd).scaleByPowerOfTen(-scale);
            long digits = BigDecimal.valueOf(middle.doubleValue())
                    .add(BigDecimal.valueOf(Math.ulp(middle.doubleValue()) / 2))
                    .setScale(scale, java.math.RoundingMode.HALF_UP)
                    .unscaledValue()
                    .longValue();
            for (long near = digits - 1; near <= digits + 1; near++) {
                countUnknown(near, scale);
            }
        }
    }

    /** Requires a correct or unknown result. Returns 1 if it is unknown, else 0. */
    private static int countUnknown(long digits, int scale) {
        BigDecimal number = BigDecimal.valueOf(digits, scale);
        double asDouble = FastQuotients.roundQuotient(digits, scale, FastQuotients.DOUBLE_PRECISION_BITS);
        if (!Double.isNaN(asDouble)) {
            assertThat(asDouble).as("%s", number).isEqualTo(Double.parseDouble(number.toString()));
        }
        double asFloat = FastQuotients.roundQuotient(digits, scale, FastQuotients.FLOAT_PRECISION_BITS);
        if (!Double.isNaN(asFloat)) {
            assertThat((float) asFloat).as("%s", number).isEqualTo(Float.parseFloat(number.toString()));
            assertThat(asFloat).isEqualTo((float) asFloat);
        }
        return Double.isNaN(asDouble) ? 1 : 0;
    }
}
