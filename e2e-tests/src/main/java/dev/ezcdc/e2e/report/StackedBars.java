package dev.ezcdc.e2e.report;

import java.util.List;

/**
 * A bar for each row, made of parts; with one part each, a plain bar chart.
 *
 * @param parts what the parts are, in their order
 * @param unit of the values, with a space in front
 */
public record StackedBars(String title, List<String> parts, List<Row> rows, String unit) implements Chart {
    private static final double WIDTH = 900;
    private static final double LEFT = 210;
    private static final double RIGHT = 90;
    private static final double ROW = 30;
    private static final double NARROW = 44;

    public StackedBars {
        parts = List.copyOf(parts);
        rows = List.copyOf(rows);
    }

    /** One bar: a value for each part. */
    public record Row(String name, List<Double> values) {
        public Row {
            values = List.copyOf(values);
        }

        double sum() {
            return values.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    @Override
    public String svg() {
        boolean legend = parts.size() > 1;
        double top = legend ? 34 : 8;
        double most = rows.stream().mapToDouble(Row::sum).max().orElse(1);
        double perUnit = (WIDTH - LEFT - RIGHT) / (most > 0 ? most : 1);
        StringBuilder svg = new StringBuilder(LineChart.svgStart(title, WIDTH, top + rows.size() * ROW + 6));
        if (legend) {
            legend(svg);
        }
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double y = top + i * ROW;
            svg.append(LineChart.text(LEFT - 10, y + 17, "end", "", row.name()));
            double x = LEFT;
            for (int part = 0; part < row.values().size(); part++) {
                double width = Math.max(0, row.values().get(part)) * perUnit;
                String name = legend ? parts.get(part) : row.name();
                svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"22\" fill=\"%s\"><title>%s</title></rect>\n"
                        .formatted(
                                Markup.number(x),
                                Markup.number(y),
                                Markup.number(width),
                                LineChart.colour(part),
                                Markup.escape(name + ": " + value(row.values().get(part)))));
                x += width;
            }
            svg.append(LineChart.text(x + 6, y + 16, "start", "dim", value(row.sum())));
        }
        return svg.append("</svg>\n").toString();
    }

    private void legend(StringBuilder svg) {
        double x = 0;
        for (int part = 0; part < parts.size(); part++) {
            svg.append("<rect x=\"%s\" y=\"8\" width=\"12\" height=\"12\" rx=\"2\" fill=\"%s\"/>"
                    .formatted(Markup.number(x), LineChart.colour(part)));
            svg.append(LineChart.text(x + 17, 18, "start", "", parts.get(part)));
            x += NARROW + parts.get(part).length() * 6.4;
        }
    }

    private String value(double value) {
        double rounded = value >= 100
                ? Math.rint(value)
                : value >= 10 ? Math.rint(value * 10) / 10 : Math.rint(value * 100) / 100;
        return Scale.text(rounded) + unit;
    }
}
