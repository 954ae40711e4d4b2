package dev.ezcdc.loadgen;

import java.util.random.RandomGenerator;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;

/**
 * A Zipf distribution over rows: the row of rank k is chosen in proportion to 1 / k<sup>exponent</sup>. Immutable.
 *
 * @param exponent from 0, where all rows are equally likely, to 10
 */
public record Skew(double exponent) {

    /** All rows are equally likely. */
    public static final Skew NONE = new Skew(0);

    /** @throws IllegalArgumentException if the exponent is negative or greater than 10 */
    public Skew {
        if (!(exponent >= 0 && exponent <= 10)) {
            throw new IllegalArgumentException("Zipf exponent must be between 0 and 10, not " + exponent);
        }
    }

    /** Draws the index of one of {@code count} rows; index 0 is the hottest. */
    public int drawIndex(RandomGenerator random, int count) {
        if (exponent == 0) {
            return random.nextInt(count);
        }
        return RejectionInversionZipfSampler.of(random::nextLong, count, exponent)
                        .sample()
                - 1;
    }
}
