package dev.ezcdc.instruments.report;

import java.util.List;

/**
 * A chart of spans on lanes over time.
 *
 * @param seconds length of the time axis, from 0
 */
public record TimelineChart(String title, double seconds, List<Lane> lanes) implements Chart {
    private static final double WIDTH = 900;
    private static final double LEFT = 170;
    private static final double RIGHT = 20;
    private static final double ROW_HEIGHT = 30;

    public TimelineChart {
        lanes = List.copyOf(lanes);
    }

    /** A named row of spans. */
    public record Lane(String name, List<Span> spans) {
        public Lane {
            spans = List.copyOf(spans);
        }
    }

    /**
     * A period in seconds, or a point in time if {@code from} equals {@code to}.
     *
     * @param highlighted whether the span has the warning color
     */
    public record Span(double from, double to, String text, boolean highlighted) {}

    @Override
    public String toSvg() {
        Scale time = Scale.linear(seconds, " s");
        double bottom = 8 + lanes.size() * ROW_HEIGHT;
        StringBuilder svg = new StringBuilder(LineChart.svgStart(title, WIDTH, bottom + 26));
        for (double tick : time.ticks()) {
            double x = xAt(time, tick);
            svg.append("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"4\" y2=\"%s\"/>"
                    .formatted(Markup.formatNumber(x), Markup.formatNumber(x), Markup.formatNumber(bottom)));
            svg.append(
                    LineChart.text(x, bottom + 16, "middle", "dim", time.label().apply(tick)));
        }
        for (int i = 0; i < lanes.size(); i++) {
            double y = 8 + i * ROW_HEIGHT;
            svg.append(LineChart.text(LEFT - 10, y + 16, "end", "", lanes.get(i).name()));
            for (Span span : lanes.get(i).spans()) {
                double x = xAt(time, span.from());
                svg.append(
                        ("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"22\" rx=\"2\" fill=\"%s\" fill-opacity=\"0.8\">"
                                        + "<title>%s</title></rect>\n")
                                .formatted(
                                        Markup.formatNumber(x),
                                        Markup.formatNumber(y),
                                        Markup.formatNumber(Math.max(3, xAt(time, span.to()) - x)),
                                        span.highlighted() ? "var(--c6)" : LineChart.color(i),
                                        Markup.escape(span.text())));
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private static double xAt(Scale time, double seconds) {
        return LEFT + time.position(seconds) * (WIDTH - LEFT - RIGHT);
    }
}
