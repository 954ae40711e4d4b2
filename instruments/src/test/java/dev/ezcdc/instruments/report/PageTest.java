package dev.ezcdc.instruments.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class PageTest {
    private static final String HOSTILE = "<script>alert('x')</script>\u202e\u001b[31m & \"quoted\"";

    private static final List<Chart> CHARTS = List.of(
            new LineChart(
                    HOSTILE,
                    Scale.percentiles(0.999),
                    HOSTILE,
                    Scale.logarithmic(0.4, 830, " ms"),
                    HOSTILE,
                    List.of(
                            new LineChart.Series(HOSTILE, List.of(new LineChart.Point(0, 1)), false),
                            new LineChart.Series("dots", List.of(new LineChart.Point(1, 2)), true))),
            new StackedBars(
                    HOSTILE,
                    true,
                    List.of(HOSTILE, "b"),
                    List.of(new StackedBars.Row(HOSTILE, List.of(1.0, 2.0))),
                    " ms"),
            new TimelineChart(
                    HOSTILE,
                    30,
                    List.of(new TimelineChart.Lane(HOSTILE, List.of(new TimelineChart.Span(1, 1, HOSTILE, true))))));

    @Test
    void writesWellFormedSvgForHostileText() throws Exception {
        for (Chart chart : CHARTS) {
            var document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(chart.toSvg())));
            assertThat(document.getDocumentElement().getAttribute("aria-label")).contains("alert");
            assertThat(document.getElementsByTagName("script").getLength()).isZero();
        }
    }

    @Test
    void referencesNoResourcesAndRunsNoScripts() {
        Page page = new Page(HOSTILE)
                .addHeading(HOSTILE)
                .addParagraph(HOSTILE)
                .addNote(HOSTILE)
                .addNumberTable(List.of(HOSTILE), List.of(List.of(HOSTILE)))
                .addTextTable(List.of("a"), List.of(List.of("b")));
        CHARTS.forEach(chart -> page.addChart(chart, HOSTILE));
        String html = page.toHtml();

        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains("default-src 'none'")
                .contains("prefers-color-scheme: dark")
                .doesNotContain("<script", "<link", "src=", "href=", "url(", "@import", "\u202e", "\u001b");
    }

    @Test
    void mapsEqualRatiosToEqualDistancesOnLogarithmicScale() {
        Scale logarithmic = Scale.logarithmic(0.5, 700, " ms");
        assertThat(logarithmic.position(0.1)).isZero();
        assertThat(logarithmic.position(1_000)).isEqualTo(1);
        assertThat(logarithmic.position(1) - logarithmic.position(0.1))
                .isCloseTo(logarithmic.position(100) - logarithmic.position(10), within(1e-9));
        assertThat(Scale.countNines(0.99)).isCloseTo(2, within(1e-9));
        Scale linear = Scale.linear(23, " s");
        assertThat(linear.ticks()).hasSizeBetween(3, 8).first().isEqualTo(0.0);
        assertThat(linear.ticks()).allMatch(tick -> tick <= 23.01);
    }

    @Test
    void labelsPercentileTicksAsPercentages() {
        Scale percentiles = Scale.percentiles(0.999);
        assertThat(percentiles.ticks().stream().map(tick -> percentiles.label().apply(tick)))
                .containsExactly("0%", "50%", "90%", "99%", "99.9%");
    }
}
