package dev.ezcdc.instruments.report;

import java.util.List;

/**
 * What happened when: spans on lanes over time.
 *
 * @param seconds the whole of it, from 0
 */
public record TimelineChart(String title, double seconds, List<Lane> lanes) implements Chart {
    private static final double WIDTH = 900;
    private static final double LEFT = 170;
    private static final double RIGHT = 20;
    private static final double ROW = 30;

    public TimelineChart {
        lanes = List.copyOf(lanes);
    }

    /** A row of spans. */
    public record Lane(String name, List<Span> spans) {
        public Lane {
            spans = List.copyOf(spans);
        }
    }

    /**
     * Something that lasted; a moment if {@code from} is {@code to}.
     *
     * @param bad whether it is drawn as trouble
     */
    public record Span(double from, double to, String text, boolean bad) {}

    @Override
    public String svg() {
        Scale time = Scale.linear(seconds, " s");
        double bottom = 8 + lanes.size() * ROW;
        StringBuilder svg = new StringBuilder(LineChart.svgStart(title, WIDTH, bottom + 26));
        for (double tick : time.ticks()) {
            double x = at(time, tick);
            svg.append("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"4\" y2=\"%s\"/>"
                    .formatted(Markup.number(x), Markup.number(x), Markup.number(bottom)));
            svg.append(
                    LineChart.text(x, bottom + 16, "middle", "dim", time.label().apply(tick)));
        }
        for (int i = 0; i < lanes.size(); i++) {
            double y = 8 + i * ROW;
            svg.append(LineChart.text(LEFT - 10, y + 16, "end", "", lanes.get(i).name()));
            for (Span span : lanes.get(i).spans()) {
                double x = at(time, span.from());
                svg.append(
                        ("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"22\" rx=\"2\" fill=\"%s\" fill-opacity=\"0.8\">"
                                        + "<title>%s</title></rect>\n")
                                .formatted(
                                        Markup.number(x),
                                        Markup.number(y),
                                        Markup.number(Math.max(3, at(time, span.to()) - x)),
                                        span.bad() ? "var(--c6)" : LineChart.colour(i),
                                        Markup.escape(span.text())));
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private static double at(Scale time, double seconds) {
        return LEFT + time.place(seconds) * (WIDTH - LEFT - RIGHT);
    }
}
