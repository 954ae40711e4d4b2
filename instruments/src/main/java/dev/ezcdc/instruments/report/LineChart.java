package dev.ezcdc.instruments.report;

import java.util.List;
import java.util.Objects;

/**
 * A chart of lines or dots over two scales.
 *
 * @param title title for screen readers
 * @param xName name of the horizontal axis
 * @param yName name of the vertical axis
 */
public record LineChart(String title, Scale x, String xName, Scale y, String yName, List<Series> series)
        implements Chart {
    private static final double WIDTH = 900;
    private static final double HEIGHT = 380;
    private static final double LEFT = 70;
    private static final double TOP = 52;
    private static final double RIGHT = 20;
    private static final double BOTTOM = 46;
    private static final double LETTER_WIDTH = 6.6;
    private static final double LINE_HEIGHT = 18;
    private static final int COLORS = 8;

    public LineChart {
        Objects.requireNonNull(title, "title");
        series = List.copyOf(series);
    }

    /** A point in the units of the scales. */
    public record Point(double x, double y) {}

    /**
     * A line, or a set of dots.
     *
     * @param dots whether points are drawn as dots without a line
     */
    public record Series(String name, List<Point> points, boolean dots) {
        public Series {
            points = List.copyOf(points);
        }
    }

    @Override
    public String toSvg() {
        StringBuilder svg = new StringBuilder(svgStart(title, WIDTH, HEIGHT));
        appendGrid(svg);
        for (int i = 0; i < series.size(); i++) {
            Series line = series.get(i);
            if (line.dots()) {
                appendDots(svg, line, color(i));
            } else {
                appendLine(svg, line, color(i));
            }
        }
        appendLegend(svg);
        return svg.append("</svg>\n").toString();
    }

    /** Places the names next to each other and wraps them into further lines. */
    private void appendLegend(StringBuilder svg) {
        double x = LEFT;
        double y = 8;
        for (int i = 0; i < series.size(); i++) {
            String name = series.get(i).name();
            double width = 34 + name.length() * LETTER_WIDTH;
            if (x > LEFT && x + width > WIDTH - RIGHT - yName.length() * LETTER_WIDTH) {
                x = LEFT;
                y += LINE_HEIGHT;
            }
            svg.append("<rect x=\"%s\" y=\"%s\" width=\"12\" height=\"12\" rx=\"2\" fill=\"%s\"/>"
                    .formatted(Markup.formatNumber(x), Markup.formatNumber(y), color(i)));
            svg.append(text(x + 17, y + 10, "start", "", name));
            x += width;
        }
    }

    private void appendGrid(StringBuilder svg) {
        for (double tick : y.ticks()) {
            double tickY = yAt(tick);
            svg.append("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>"
                    .formatted(
                            Markup.formatNumber(LEFT),
                            Markup.formatNumber(WIDTH - RIGHT),
                            Markup.formatNumber(tickY),
                            Markup.formatNumber(tickY)));
            svg.append(text(LEFT - 8, tickY + 4, "end", "dim", y.label().apply(tick)));
        }
        for (double tick : x.ticks()) {
            double tickX = xAt(tick);
            svg.append("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>"
                    .formatted(
                            Markup.formatNumber(tickX),
                            Markup.formatNumber(tickX),
                            Markup.formatNumber(TOP),
                            Markup.formatNumber(HEIGHT - BOTTOM)));
            svg.append(
                    text(tickX, HEIGHT - BOTTOM + 17, "middle", "dim", x.label().apply(tick)));
        }
        svg.append(text(WIDTH - RIGHT, HEIGHT - 8, "end", "dim", xName));
        svg.append(text(WIDTH - RIGHT, 18, "end", "dim", yName));
    }

    private void appendLine(StringBuilder svg, Series line, String color) {
        StringBuilder path = new StringBuilder();
        for (Point point : line.points()) {
            path.append(path.length() == 0 ? "M" : "L")
                    .append(Markup.formatNumber(xAt(point.x())))
                    .append(' ')
                    .append(Markup.formatNumber(yAt(point.y())));
        }
        svg.append("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n".formatted(path, color));
    }

    private void appendDots(StringBuilder svg, Series line, String color) {
        // One path of zero-length strokes, because thousands of circles would make the file large.
        StringBuilder path = new StringBuilder();
        for (Point point : line.points()) {
            path.append("M")
                    .append(Markup.formatNumber(xAt(point.x())))
                    .append(' ')
                    .append(Markup.formatNumber(yAt(point.y())))
                    .append("h0");
        }
        svg.append(("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"3\" stroke-linecap=\"round\""
                        + " stroke-opacity=\"0.55\"/>\n")
                .formatted(path, color));
    }

    private double xAt(double value) {
        return LEFT + x.position(value) * (WIDTH - LEFT - RIGHT);
    }

    private double yAt(double value) {
        return HEIGHT - BOTTOM - y.position(value) * (HEIGHT - TOP - BOTTOM);
    }

    static String color(int index) {
        return "var(--c" + index % COLORS + ")";
    }

    static String svgStart(String title, double width, double height) {
        return "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">\n"
                .formatted(Markup.formatNumber(width), Markup.formatNumber(height), Markup.escape(title));
    }

    static String text(double x, double y, String anchor, String style, String text) {
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s>%s</text>\n"
                .formatted(
                        Markup.formatNumber(x),
                        Markup.formatNumber(y),
                        anchor,
                        style.isEmpty() ? "" : " class=\"" + style + "\"",
                        Markup.escape(text));
    }
}
