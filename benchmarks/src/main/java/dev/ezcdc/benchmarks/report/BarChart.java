package dev.ezcdc.benchmarks.report;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Renders a report as a chart: a panel for each corpus with time on the left and memory on the right, and a bar for each
 * contender. Bars start at zero and are true to scale within their panel.
 */
final class BarChart {

    private static final int WIDTH = 900;
    private static final int MARGIN = 24;
    private static final int NAME_WIDTH = 178;
    private static final int GAP = 24;
    private static final int COLUMN_WIDTH = (WIDTH - 2 * MARGIN - NAME_WIDTH - GAP) / 2;
    /** Space for the number next to the longest bar. */
    private static final int VALUE_WIDTH = 86;

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
            .highlighted { font-weight: 600 }
            .bar { fill: #8c959f }
            .bar-highlighted { fill: #0969da }
            @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 }
            .ground { fill: #0d1117 }
            .quiet { fill: #9198a1 }
            .bar { fill: #6e7681 }
            .bar-highlighted { fill: #4493f8 }
            }
            """;

    private final Report report;
    private final SvgWriter svg;

    private BarChart(Report report) throws XMLStreamException {
        this.report = report;
        this.svg = new SvgWriter(WIDTH, height(report), "Decoding one record: ns/op and bytes/op", STYLE);
    }

    /** Returns the chart as an SVG document. */
    static String render(Report report) {
        try {
            return new BarChart(report).draw();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    private static int height(Report report) {
        int height = HEADER + FOOTER;
        for (Corpus corpus : report.corpora()) {
            height += panelHeight(report.measurementsOf(corpus).size());
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
        svg.writeRectangle("ground", 0, 0, WIDTH, height(report));
        svg.writeText("title", MARGIN, 36, "Decoding one record: time and memory");
        svg.writeText(
                "quiet",
                MARGIN,
                58,
                "key and value from bytes to Java values, one core; shorter is better; each panel has its own scale"
                        + (report.rough() ? "; a quick run, not a result" : ""));
        int top = HEADER;
        for (Corpus corpus : report.corpora()) {
            drawPanel(corpus, top);
            top += panelHeight(report.measurementsOf(corpus).size());
        }
        if (!report.newSchemas().isEmpty()) {
            drawNewSchemas(top);
            top += panelHeight(report.newSchemas().size());
        }
        svg.writeText(
                "quiet",
                MARGIN,
                top + 4,
                report.machine().cpu() + "; " + report.machine().jdk());
        if (report.contenders().stream().anyMatch(c -> c.times() == Contender.Times.NUMBERS)) {
            svg.writeText("quiet", MARGIN, top + 22, "† does less than the others: times stay numbers");
        }
        return svg.finish();
    }

    /** A row of a panel. */
    private record Row(
            String label,
            boolean highlighted,
            @Nullable Double nanos,
            @Nullable Double bytes) {}

    private void drawPanel(Corpus corpus, int top) throws XMLStreamException {
        Long bytes = report.recordBytes().get(corpus);
        String size = bytes == null ? "" : ", " + MarkdownReport.formatGrouped(bytes) + " bytes";
        svg.writeHeading("corpus", MARGIN, top + 16, corpus.name(), "quiet", corpus.description() + size);
        List<Row> bars = report.measurementsOf(corpus).stream()
                .map(m -> new Row(Report.label(m.contender()), m.contender() == Contender.ezcdc, m.nanos(), m.bytes()))
                .toList();
        drawNames(bars, top + PANEL_HEADER);
        drawColumn(MARGIN + NAME_WIDTH, top + PANEL_HEADER, "ns/op", bars, Row::nanos, COLUMN_WIDTH);
        drawColumn(
                MARGIN + NAME_WIDTH + COLUMN_WIDTH + GAP,
                top + PANEL_HEADER,
                "bytes/op",
                bars,
                Row::bytes,
                COLUMN_WIDTH);
    }

    private void drawNewSchemas(int top) throws XMLStreamException {
        svg.writeHeading(
                "corpus",
                MARGIN,
                top + 16,
                "The first messages of a new schema",
                "quiet",
                "total time of the first N messages of " + NewSchemaCost.CORPUS);
        List<Row> bars = report.newSchemas().stream()
                .sorted(Comparator.comparing(NewSchemaCost::messages).thenComparing(NewSchemaCost::contender))
                .map(cost -> new Row(
                        cost.contender() + ", " + cost.messages(),
                        cost.contender() == Contender.ezcdc,
                        cost.findNanos(),
                        null))
                .toList();
        drawNames(bars, top + PANEL_HEADER);
        drawColumn(MARGIN + NAME_WIDTH, top + PANEL_HEADER, "ns", bars, Row::nanos, 2 * COLUMN_WIDTH + GAP);
    }

    private void drawNames(List<Row> bars, int top) throws XMLStreamException {
        for (int i = 0; i < bars.size(); i++) {
            Row bar = bars.get(i);
            svg.writeText(
                    bar.highlighted() ? "name highlighted" : "name",
                    MARGIN + NAME_WIDTH - 10,
                    top + i * ROW + BAR - 3,
                    bar.label());
        }
    }

    private void drawColumn(
            int left, int top, String unit, List<Row> bars, Function<Row, @Nullable Double> valueOf, int width)
            throws XMLStreamException {
        double max = 0;
        for (Row bar : bars) {
            Double value = valueOf.apply(bar);
            max = value == null ? max : Math.max(max, value);
        }
        svg.writeText("quiet", left, top - 8, unit);
        for (int i = 0; i < bars.size(); i++) {
            Double value = valueOf.apply(bars.get(i));
            boolean highlighted = bars.get(i).highlighted();
            int y = top + i * ROW;
            double length = value == null || max == 0 ? 0 : value / max * (width - VALUE_WIDTH);
            svg.writeRectangle(highlighted ? "bar-highlighted" : "bar", left, y, Math.max(length, 1), BAR);
            svg.writeText(
                    highlighted ? "highlighted" : "",
                    left + Math.max(length, 1) + 6,
                    y + BAR - 3,
                    value == null ? "not measured" : MarkdownReport.formatGrouped(value));
        }
    }
}
