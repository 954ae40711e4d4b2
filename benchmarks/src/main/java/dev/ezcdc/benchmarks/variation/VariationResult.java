package dev.ezcdc.benchmarks.variation;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The result of one variation.
 *
 * @param nanos the time per record in each round
 * @param baseNanos the time of the update itself in the same rounds
 * @param jacksonNanos Jackson's time on the varied records in the same rounds; empty if it was not measured
 */
record VariationResult(
        VariedUpdate update,
        Variation variation,
        List<Double> nanos,
        List<Double> baseNanos,
        List<Double> jacksonNanos) {

    /** The largest acceptable factor against the update itself. */
    static final double GOAL = 1.3;
    /** The same with types from a schema source, against the update with schema. */
    static final double SCHEMA_SOURCE_GOAL = 1.2;

    double goal() {
        return variation == Variation.schemaSource ? SCHEMA_SOURCE_GOAL : GOAL;
    }

    /** Returns the median time. */
    double medianNanos() {
        return median(nanos);
    }

    /** Returns the median of the rounds' factors. */
    double factor() {
        return median(ratios(nanos, baseNanos));
    }

    /** Returns the smallest and the largest factor of a round. */
    String factorRange() {
        List<Double> ratios = ratios(nanos, baseNanos).stream().sorted().toList();
        return String.format(Locale.ROOT, "%.2f to %.2f", ratios.get(0), ratios.get(ratios.size() - 1));
    }

    /** Returns how many times as fast as Jackson; null if Jackson was not measured. */
    @Nullable
    Double timesAsFastAsJackson() {
        return jacksonNanos.isEmpty() ? null : (Double) median(ratios(jacksonNanos, nanos));
    }

    /** Returns whether the goals are met: the factor, and not slower than Jackson. */
    boolean isMet() {
        Double jackson = timesAsFastAsJackson();
        return factor() <= goal() && (jackson == null || jackson >= 1);
    }

    private static List<Double> ratios(List<Double> dividends, List<Double> divisors) {
        return IntStream.range(0, dividends.size())
                .mapToObj(i -> dividends.get(i) / divisors.get(i))
                .toList();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
