package dev.ezcdc.instruments.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleFunction;

/**
 * From values to places between 0 and 1.
 *
 * @param ticks values to mark
 * @param label of a tick
 */
public record Scale(double from, double to, boolean logarithmic, List<Double> ticks, DoubleFunction<String> label) {
    public Scale {
        Objects.requireNonNull(label, "label");
        ticks = List.copyOf(ticks);
    }

    /** Evenly, from 0 to at least {@code most}, with about five round ticks. */
    public static Scale linear(double most, String unit) {
        double highest = most > 0 ? most : 1;
        double step = Math.pow(10, Math.floor(Math.log10(highest / 4)));
        while (highest / step > 6) {
            step *= highest / step > 12 ? 5 : 2;
        }
        List<Double> ticks = new ArrayList<>();
        for (double tick = 0; tick <= highest * 1.0001; tick += step) {
            ticks.add(tick);
        }
        return new Scale(0, highest, false, ticks, value -> format(value) + unit);
    }

    /** By powers of ten around the values, both positive. */
    public static Scale logarithmic(double least, double most, String unit) {
        double from = Math.pow(10, Math.floor(Math.log10(Math.max(1e-9, least))));
        double to = Math.max(from * 10, Math.pow(10, Math.ceil(Math.log10(Math.max(1e-9, most)))));
        List<Double> ticks = new ArrayList<>();
        for (double tick = from; tick <= to * 1.0001; tick *= 10) {
            ticks.add(tick);
        }
        return new Scale(from, to, true, ticks, value -> format(value) + unit);
    }

    /** Percentiles as HdrHistogram's plots have them: each nine takes as much room. */
    public static Scale percentiles(double most) {
        List<Double> ticks = new ArrayList<>();
        for (double tick : new double[] {0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999}) {
            if (tick <= most) {
                ticks.add(countNines(tick));
            }
        }
        return new Scale(
                0, Math.max(1, countNines(most)), false, ticks, value -> format(100 * (1 - Math.pow(10, -value))) + "%");
    }

    /** How many nines a percentile from 0 to 1 has: 0.99 has two. */
    public static double countNines(double percentile) {
        return -Math.log10(1 - Math.min(percentile, 1 - 1e-9));
    }

    double position(double value) {
        double place = logarithmic
                ? (Math.log10(Math.max(value, from)) - Math.log10(from)) / (Math.log10(to) - Math.log10(from))
                : (value - from) / (to - from);
        return Math.max(0, Math.min(1, place));
    }

    static String format(double value) {
        double rounded = Math.round(value * 1e6) / 1e6;
        return rounded == Math.rint(rounded)
                ? String.format(Locale.ROOT, "%,d", (long) rounded)
                : String.format(Locale.ROOT, "%s", rounded);
    }
}
