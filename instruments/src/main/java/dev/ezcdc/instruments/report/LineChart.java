package dev.ezcdc.instruments.report;

import java.util.List;
import java.util.Objects;

/**
 * Lines over two scales; points alone where {@code dots} is set.
 *
 * @param title read out in place of the drawing
 * @param xName what the horizontal axis means
 * @param yName what the vertical one means
 */
public record LineChart(String title, Scale x, String xName, Scale y, String yName, List<Series> series)
        implements Chart {
    private static final double WIDTH = 900;
    private static final double HEIGHT = 380;
    private static final double LEFT = 70;
    private static final double TOP = 52;
    private static final double RIGHT = 20;
    private static final double BOTTOM = 46;
    private static final double LETTER = 6.6;
    private static final double LINE = 18;
    private static final int COLOURS = 8;

    public LineChart {
        Objects.requireNonNull(title, "title");
        series = List.copyOf(series);
    }

    /** One value at one place. */
    public record Point(double x, double y) {}

    /** One line, or cloud of dots. */
    public record Series(String name, List<Point> points, boolean dots) {
        public Series {
            points = List.copyOf(points);
        }
    }

    @Override
    public String svg() {
        StringBuilder svg = new StringBuilder(svgStart(title, WIDTH, HEIGHT));
        grid(svg);
        for (int i = 0; i < series.size(); i++) {
            Series one = series.get(i);
            if (one.dots()) {
                dots(svg, one, colour(i));
            } else {
                line(svg, one, colour(i));
            }
        }
        legend(svg);
        return svg.append("</svg>\n").toString();
    }

    /** Side by side while there is room, then a line further down. */
    private void legend(StringBuilder svg) {
        double x = LEFT;
        double y = 8;
        for (int i = 0; i < series.size(); i++) {
            String name = series.get(i).name();
            double width = 34 + name.length() * LETTER;
            if (x > LEFT && x + width > WIDTH - RIGHT - yName.length() * LETTER) {
                x = LEFT;
                y += LINE;
            }
            svg.append("<rect x=\"%s\" y=\"%s\" width=\"12\" height=\"12\" rx=\"2\" fill=\"%s\"/>"
                    .formatted(Markup.number(x), Markup.number(y), colour(i)));
            svg.append(text(x + 17, y + 10, "start", "", name));
            x += width;
        }
    }

    private void grid(StringBuilder svg) {
        for (double tick : y.ticks()) {
            double at = yAt(tick);
            svg.append("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>"
                    .formatted(
                            Markup.number(LEFT), Markup.number(WIDTH - RIGHT), Markup.number(at), Markup.number(at)));
            svg.append(text(LEFT - 8, at + 4, "end", "dim", y.label().apply(tick)));
        }
        for (double tick : x.ticks()) {
            double at = xAt(tick);
            svg.append("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>"
                    .formatted(
                            Markup.number(at), Markup.number(at), Markup.number(TOP), Markup.number(HEIGHT - BOTTOM)));
            svg.append(text(at, HEIGHT - BOTTOM + 17, "middle", "dim", x.label().apply(tick)));
        }
        svg.append(text(WIDTH - RIGHT, HEIGHT - 8, "end", "dim", xName));
        svg.append(text(WIDTH - RIGHT, 18, "end", "dim", yName));
    }

    private void line(StringBuilder svg, Series one, String colour) {
        StringBuilder path = new StringBuilder();
        for (Point point : one.points()) {
            path.append(path.length() == 0 ? "M" : "L")
                    .append(Markup.number(xAt(point.x())))
                    .append(' ')
                    .append(Markup.number(yAt(point.y())));
        }
        svg.append("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n".formatted(path, colour));
    }

    private void dots(StringBuilder svg, Series one, String colour) {
        // One path of tiny strokes: thousands of circles would make the file large.
        StringBuilder path = new StringBuilder();
        for (Point point : one.points()) {
            path.append("M")
                    .append(Markup.number(xAt(point.x())))
                    .append(' ')
                    .append(Markup.number(yAt(point.y())))
                    .append("h0");
        }
        svg.append(("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"3\" stroke-linecap=\"round\""
                        + " stroke-opacity=\"0.55\"/>\n")
                .formatted(path, colour));
    }

    private double xAt(double value) {
        return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double yAt(double value) {
        return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    static String colour(int index) {
        return "var(--c" + index % COLOURS + ")";
    }

    static String svgStart(String title, double width, double height) {
        return "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">\n"
                .formatted(Markup.number(width), Markup.number(height), Markup.escape(title));
    }

    static String text(double x, double y, String anchor, String style, String text) {
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s>%s</text>\n"
                .formatted(
                        Markup.number(x),
                        Markup.number(y),
                        anchor,
                        style.isEmpty() ? "" : " class=\"" + style + "\"",
                        Markup.escape(text));
    }
}
