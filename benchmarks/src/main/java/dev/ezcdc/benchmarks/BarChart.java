package dev.ezcdc.benchmarks;

import java.util.List;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * A report as a picture: a panel for each corpus, time on its left and memory on its right, a bar for each contender.
 * Bars begin at zero and are true to scale within their panel.
 */
final class BarChart {

    private static final int WIDTH = 900;
    private static final int MARGIN = 24;
    private static final int NAMES = 178;
    private static final int GAP = 24;
    private static final int COLUMN = (WIDTH - 2 * MARGIN - NAMES - GAP) / 2;
    /** Room for a figure beside the longest bar. */
    private static final int FIGURE = 86;

    private static final int HEADER = 78;
    private static final int PANEL_HEADER = 46;
    private static final int ROW = 22;
    private static final int BAR = 14;
    private static final int PANEL_GAP = 22;
    private static final int FOOTER = 46;

    private static final String STYLE = """
            text { font: 12px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #1f2328 }
            .ground { fill: #ffffff }
            .title { font-size: 18px; font-weight: 600 }
            .corpus { font-size: 14px; font-weight: 600 }
            .quiet { fill: #59636e }
            .name { text-anchor: end }
            .own { font-weight: 600 }
            .bar { fill: #8c959f }
            .bar-own { fill: #0969da }
            @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 }
            .ground { fill: #0d1117 }
            .quiet { fill: #9198a1 }
            .bar { fill: #6e7681 }
            .bar-own { fill: #4493f8 }
            }
            """;

    private final Report report;
    private final SvgWriter svg;

    private BarChart(Report report) throws XMLStreamException {
        this.report = report;
        this.svg = new SvgWriter(WIDTH, height(report), "Decoding one record: ns/op and bytes/op", STYLE);
    }

    /** The chart as an SVG document. */
    static String of(Report report) {
        try {
            return new BarChart(report).draw();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    private static int height(Report report) {
        int height = HEADER + FOOTER;
        for (Corpus corpus : report.corpora()) {
            height += panelHeight(report.of(corpus));
        }
        return height;
    }

    private static int panelHeight(List<Measurement> measurements) {
        return PANEL_HEADER + measurements.size() * ROW + PANEL_GAP;
    }

    private String draw() throws XMLStreamException {
        svg.rectangle("ground", 0, 0, WIDTH, height(report));
        svg.text("title", MARGIN, 36, "Decoding one record: time and memory");
        svg.text(
                "quiet",
                MARGIN,
                58,
                "key and value from bytes to Java values, one core; shorter is better; each panel has its own scale"
                        + (report.rough() ? "; a rough look, not a result" : ""));
        int top = HEADER;
        for (Corpus corpus : report.corpora()) {
            panel(corpus, top);
            top += panelHeight(report.of(corpus));
        }
        svg.text(
                "quiet",
                MARGIN,
                top + 4,
                report.machine().cpu() + "; " + report.machine().jdk());
        if (report.contenders().stream().anyMatch(c -> c.times() == Contender.Times.NUMBERS)) {
            svg.text("quiet", MARGIN, top + 22, "† does less: times stay numbers");
        }
        return svg.end();
    }

    private void panel(Corpus corpus, int top) throws XMLStreamException {
        List<Measurement> measurements = report.of(corpus);
        Long bytes = report.recordBytes().get(corpus);
        svg.heading(
                "corpus",
                MARGIN,
                top + 16,
                corpus.name(),
                "quiet",
                corpus.description() + (bytes == null ? "" : ", " + MarkdownReport.grouped(bytes) + " bytes"));
        int rows = top + PANEL_HEADER;
        for (int i = 0; i < measurements.size(); i++) {
            Contender contender = measurements.get(i).contender();
            svg.text(
                    contender == Contender.ezcdc ? "name own" : "name",
                    MARGIN + NAMES - 10,
                    rows + i * ROW + BAR - 3,
                    Report.label(contender));
        }
        column(MARGIN + NAMES, rows, "ns/op", measurements, Measurement::nanos);
        column(MARGIN + NAMES + COLUMN + GAP, rows, "bytes/op", measurements, Measurement::bytes);
    }

    private void column(
            int left,
            int top,
            String unit,
            List<Measurement> measurements,
            Function<Measurement, @Nullable Double> figure)
            throws XMLStreamException {
        double most = 0;
        for (Measurement m : measurements) {
            Double value = figure.apply(m);
            most = value == null ? most : Math.max(most, value);
        }
        svg.text("quiet", left, top - 8, unit);
        for (int i = 0; i < measurements.size(); i++) {
            Double value = figure.apply(measurements.get(i));
            boolean own = measurements.get(i).contender() == Contender.ezcdc;
            int y = top + i * ROW;
            double length = value == null || most == 0 ? 0 : value / most * (COLUMN - FIGURE);
            svg.rectangle(own ? "bar-own" : "bar", left, y, Math.max(length, 1), BAR);
            svg.text(
                    own ? "own" : "",
                    left + Math.max(length, 1) + 6,
                    y + BAR - 3,
                    value == null ? "not measured" : MarkdownReport.grouped(value));
        }
    }
}
