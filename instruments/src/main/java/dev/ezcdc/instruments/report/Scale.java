package dev.ezcdc.instruments.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleFunction;

/**
 * Maps values to positions between 0 and 1.
 *
 * @param ticks values to mark
 * @param label formats the label of a tick
 */
public record Scale(double from, double to, boolean logarithmic, List<Double> ticks, DoubleFunction<String> label) {
    public Scale {
        Objects.requireNonNull(label, "label");
        ticks = List.copyOf(ticks);
    }

    /** Returns a linear scale from 0 to {@code max}, with about five round ticks. */
    public static Scale linear(double max, String unit) {
        double highest = max > 0 ? max : 1;
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

    /** Returns a logarithmic scale between powers of ten that includes both values, which must be positive. */
    public static Scale logarithmic(double min, double max, String unit) {
        double from = Math.pow(10, Math.floor(Math.log10(Math.max(1e-9, min))));
        double to = Math.max(from * 10, Math.pow(10, Math.ceil(Math.log10(Math.max(1e-9, max)))));
        List<Double> ticks = new ArrayList<>();
        for (double tick = from; tick <= to * 1.0001; tick *= 10) {
            ticks.add(tick);
        }
        return new Scale(from, to, true, ticks, value -> format(value) + unit);
    }

    /** Returns a scale of percentiles as in HdrHistogram's plots, with the same width for each nine. */
    public static Scale percentiles(double max) {
        List<Double> ticks = new ArrayList<>();
        for (double tick : new double[] {0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999}) {
            if (tick <= max) {
                ticks.add(countNines(tick));
            }
        }
        return new Scale(
                0, Math.max(1, countNines(max)), false, ticks, value -> format(100 * (1 - Math.pow(10, -value))) + "%");
    }

    /** Returns the number of nines of a percentile from 0 to 1: 0.99 has two. */
    public static double countNines(double percentile) {
        return -Math.log10(1 - Math.min(percentile, 1 - 1e-9));
    }

    double position(double value) {
        double position = logarithmic
                ? (Math.log10(Math.max(value, from)) - Math.log10(from)) / (Math.log10(to) - Math.log10(from))
                : (value - from) / (to - from);
        return Math.max(0, Math.min(1, position));
    }

    static String format(double value) {
        double rounded = Math.round(value * 1e6) / 1e6;
        return rounded == Math.rint(rounded)
                ? String.format(Locale.ROOT, "%,d", (long) rounded)
                : String.format(Locale.ROOT, "%s", rounded);
    }
}
