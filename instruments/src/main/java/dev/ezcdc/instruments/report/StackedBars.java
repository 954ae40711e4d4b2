package dev.ezcdc.instruments.report;

import java.util.List;

/**
 * A chart with one bar of stacked parts per row. With a single part, a plain bar chart.
 *
 * @param normalized whether all bars have the same length and show the shares of their parts
 * @param parts names of the parts in order
 * @param unit unit of the values, with a leading space
 */
public record StackedBars(String title, boolean normalized, List<String> parts, List<Row> rows, String unit)
        implements Chart {
    private static final double WIDTH = 900;
    private static final double LEFT = 210;
    private static final double RIGHT = 90;
    private static final double ROW_HEIGHT = 30;
    private static final double LEGEND_PADDING = 44;
    private static final double LINE_HEIGHT = 18;
    // A narrower part has no room for its value.
    private static final double MIN_LABEL_WIDTH = 44;

    public StackedBars {
        parts = List.copyOf(parts);
        rows = List.copyOf(rows);
    }

    /** A bar with a value per part. */
    public record Row(String name, List<Double> values) {
        public Row {
            values = List.copyOf(values);
        }

        double sum() {
            return values.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    @Override
    public String toSvg() {
        boolean legend = parts.size() > 1;
        StringBuilder names = new StringBuilder();
        double top = legend ? appendLegend(names) + 8 : 8;
        double max = rows.stream().mapToDouble(Row::sum).max().orElse(1);
        double perUnit = (WIDTH - LEFT - RIGHT) / (max > 0 ? max : 1);
        StringBuilder svg = new StringBuilder(LineChart.svgStart(title, WIDTH, top + rows.size() * ROW_HEIGHT + 6));
        svg.append(names);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double y = top + i * ROW_HEIGHT;
            svg.append(LineChart.text(LEFT - 10, y + 17, "end", "", row.name()));
            double x = LEFT;
            double scale = normalized ? (WIDTH - LEFT - RIGHT) / Math.max(1e-9, row.sum()) : perUnit;
            for (int part = 0; part < row.values().size(); part++) {
                double width = Math.max(0, row.values().get(part)) * scale;
                String name = legend ? parts.get(part) : row.name();
                svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"22\" fill=\"%s\"><title>%s</title></rect>\n"
                        .formatted(
                                Markup.formatNumber(x),
                                Markup.formatNumber(y),
                                Markup.formatNumber(width),
                                LineChart.color(part),
                                Markup.escape(
                                        name + ": " + formatValue(row.values().get(part)))));
                if (legend && width > MIN_LABEL_WIDTH) {
                    svg.append(LineChart.text(
                            x + width / 2,
                            y + 15,
                            "middle",
                            "inside",
                            normalized
                                    ? Math.round(100 * row.values().get(part) / row.sum()) + "%"
                                    : formatNumber(row.values().get(part))));
                }
                x += width;
            }
            svg.append(LineChart.text(x + 6, y + 16, "start", "dim", formatValue(row.sum())));
        }
        return svg.append("</svg>\n").toString();
    }

    /** Places the names next to each other, wraps them into further lines, and returns the bottom of the last line. */
    private double appendLegend(StringBuilder svg) {
        double x = 0;
        double y = 8;
        for (int part = 0; part < parts.size(); part++) {
            double width = LEGEND_PADDING + parts.get(part).length() * 6.4;
            if (x > 0 && x + width > WIDTH) {
                x = 0;
                y += LINE_HEIGHT;
            }
            svg.append("<rect x=\"%s\" y=\"%s\" width=\"12\" height=\"12\" rx=\"2\" fill=\"%s\"/>"
                    .formatted(Markup.formatNumber(x), Markup.formatNumber(y), LineChart.color(part)));
            svg.append(LineChart.text(x + 17, y + 10, "start", "", parts.get(part)));
            x += width;
        }
        return y + LINE_HEIGHT;
    }

    private String formatValue(double value) {
        return formatNumber(value) + unit;
    }

    private static String formatNumber(double value) {
        double rounded = value >= 100
                ? Math.rint(value)
                : value >= 10 ? Math.rint(value * 10) / 10 : Math.rint(value * 100) / 100;
        return Scale.format(rounded);
    }
}
