package dev.ezcdc.benchmarks.report;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.util.Comparator;
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
            height += panelHeight(report.of(corpus).size());
        }
        return height
                + (report.newSchemas().isEmpty()
                        ? 0
                        : panelHeight(report.newSchemas().size()));
    }

    private static int panelHeight(int rows) {
        return PANEL_HEADER + rows * ROW + PANEL_GAP;
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
            top += panelHeight(report.of(corpus).size());
        }
        if (!report.newSchemas().isEmpty()) {
            newSchemas(top);
            top += panelHeight(report.newSchemas().size());
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

    /** A row of a panel. */
    private record Row(
            String label,
            boolean own,
            @Nullable Double nanos,
            @Nullable Double bytes) {}

    private void panel(Corpus corpus, int top) throws XMLStreamException {
        Long bytes = report.recordBytes().get(corpus);
        String size = bytes == null ? "" : ", " + MarkdownReport.grouped(bytes) + " bytes";
        svg.heading("corpus", MARGIN, top + 16, corpus.name(), "quiet", corpus.description() + size);
        List<Row> bars = report.of(corpus).stream()
                .map(m -> new Row(Report.label(m.contender()), m.contender() == Contender.ezcdc, m.nanos(), m.bytes()))
                .toList();
        names(bars, top + PANEL_HEADER);
        column(MARGIN + NAMES, top + PANEL_HEADER, "ns/op", bars, Row::nanos, COLUMN);
        column(MARGIN + NAMES + COLUMN + GAP, top + PANEL_HEADER, "bytes/op", bars, Row::bytes, COLUMN);
    }

    private void newSchemas(int top) throws XMLStreamException {
        svg.heading(
                "corpus",
                MARGIN,
                top + 16,
                "The first messages of a new schema",
                "quiet",
                "so many together, of " + NewSchemaCost.CORPUS);
        List<Row> bars = report.newSchemas().stream()
                .sorted(Comparator.comparing(NewSchemaCost::messages).thenComparing(NewSchemaCost::contender))
                .map(cost -> new Row(
                        cost.contender() + ", " + cost.messages(),
                        cost.contender() == Contender.ezcdc,
                        cost.nanos(),
                        null))
                .toList();
        names(bars, top + PANEL_HEADER);
        column(MARGIN + NAMES, top + PANEL_HEADER, "ns", bars, Row::nanos, 2 * COLUMN + GAP);
    }

    private void names(List<Row> bars, int top) throws XMLStreamException {
        for (int i = 0; i < bars.size(); i++) {
            Row bar = bars.get(i);
            svg.text(bar.own() ? "name own" : "name", MARGIN + NAMES - 10, top + i * ROW + BAR - 3, bar.label());
        }
    }

    private void column(
            int left, int top, String unit, List<Row> bars, Function<Row, @Nullable Double> figure, int width)
            throws XMLStreamException {
        double most = 0;
        for (Row bar : bars) {
            Double value = figure.apply(bar);
            most = value == null ? most : Math.max(most, value);
        }
        svg.text("quiet", left, top - 8, unit);
        for (int i = 0; i < bars.size(); i++) {
            Double value = figure.apply(bars.get(i));
            boolean own = bars.get(i).own();
            int y = top + i * ROW;
            double length = value == null || most == 0 ? 0 : value / most * (width - FIGURE);
            svg.rectangle(own ? "bar-own" : "bar", left, y, Math.max(length, 1), BAR);
            svg.text(
                    own ? "own" : "",
                    left + Math.max(length, 1) + 6,
                    y + BAR - 3,
                    value == null ? "not measured" : MarkdownReport.grouped(value));
        }
    }
}
