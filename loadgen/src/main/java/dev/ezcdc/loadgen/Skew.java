package dev.ezcdc.loadgen;

import java.util.random.RandomGenerator;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;

/**
 * How unevenly rows are chosen: by a Zipf distribution, in which the row of rank k is chosen in proportion to
 * 1 / k<sup>exponent</sup>; evenly with exponent 0. Immutable.
 */
public record Skew(double exponent) {

    /** All alike. */
    public static final Skew NONE = new Skew(0);

    /** @throws IllegalArgumentException if the exponent is negative or over 10 */
    public Skew {
        if (!(exponent >= 0 && exponent <= 10)) {
            throw new IllegalArgumentException("a Zipf exponent is from 0 to 10, not " + exponent);
        }
    }

    /** One of {@code count} rows: from 0, the hottest, up to and not including {@code count}. */
    public int drawIndex(RandomGenerator random, int count) {
        if (exponent == 0) {
            return random.nextInt(count);
        }
        return RejectionInversionZipfSampler.of(random::nextLong, count, exponent)
                        .sample()
                - 1;
    }
}
