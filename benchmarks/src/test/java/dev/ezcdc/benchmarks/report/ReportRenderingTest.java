package dev.ezcdc.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportRenderingTest {

    @Test
    void markdownHasATablePerCorpusWithSpeedups() {
        assertThat(MarkdownReport.render(Reports.small(), "decode.svg"))
                .contains("""
                        ## customerCreate

                        inserts, schema in every message; 1,024 distinct records of 3,071 bytes on average (key and value)

                        | contender | ns/op | ± | bytes/op | speedup over jacksonDatabind |
                        |---|--:|--:|--:|--:|
                        | ezcdc | 250 | 2 | 336 | 16.00 × |
                        | jacksonDatabind | 4,000 | 40 | 2,048 | 1.00 × |
                        | connectJsonConverter † | 10,146 | 100 | 24,848 | 0.39 × |
                        | protobuf ‡ | 500 | 5 | 600 | 8.00 × |

                        ## customerDelete
                        """)
                .contains("| ezcdc | 260 | 3 |  |  |")
                .doesNotContain("too briefly");
    }

    @Test
    void markdownStatesWhoDoesLessAndTheEnvironment() {
        assertThat(MarkdownReport.render(Reports.small(), "decode.svg"))
                .contains("- connectJsonConverter †: does less: times stay numbers")
                .contains("| command | `./cdc bench decode` |")
                .contains("| processor | A <fast> & \"cool\" CPU, 2 cores |")
                .contains("| memory | 24 GiB |")
                .contains("| JDK | A VM 17 (A Vendor) |")
                .contains("| date | 2026-11-22 08:00 UTC |");
    }

    @Test
    void markdownStatesForEachMeasuredGoalWhatWasReached() {
        assertThat(MarkdownReport.render(Reports.small(), "decode.svg"))
                .contains("""
                        | corpus | contender | other | goal | reached | in the rounds | |
                        |---|---|---|--:|--:|---|---|
                        | customerCreate | ezcdc | jacksonDatabind | 20 | 16.00 | 15.00 to 20.00 | **missed** |
                        | customerCreate | ezcdc | connectJsonConverter † | 45 | 40.59 | 37.09 to 42.08 | **missed** |
                        | customerCreate | ezcdc | protobuf ‡ | 1 | 2.00 | 1.85 to 2.04 | met |
                        """)
                .contains("- protobuf ‡: another format:")
                .contains("‡ reads the same changes in another format");
    }

    @Test
    void reportsStateTheGrowthOfContendersThatWereMeasuredWithBothSizes() throws IOException {
        assertThat(MarkdownReport.render(Reports.large(), "decode.svg"))
                .contains("| escapedText1MiB | ezcdc | 1.00 | 2.00 | 1.5 | **missed** |")
                .doesNotContain("| escapedText1MiB | dslJson | 1.00");
        JsonNode growth = new ObjectMapper()
                .readTree(JsonReport.render(Reports.large(), List.of()))
                .path("growth");
        assertThat(growth).hasSize(1);
        assertThat(growth.get(0).path("factor").doubleValue()).isEqualTo(2);
        assertThat(growth.get(0).path("met").booleanValue()).isFalse();
    }

    @Test
    void jsonHasTheGoals() throws IOException {
        JsonNode goals = new ObjectMapper()
                .readTree(JsonReport.render(Reports.small(), List.of()))
                .path("goals");

        assertThat(goals).hasSize(3);
        assertThat(goals.get(0).path("goal").doubleValue()).isEqualTo(20);
        assertThat(goals.get(0).path("reached").doubleValue()).isEqualTo(16);
        assertThat(goals.get(0).path("lowest").doubleValue()).isEqualTo(15);
        assertThat(goals.get(0).path("highest").doubleValue()).isEqualTo(20);
        assertThat(goals.get(0).path("met").booleanValue()).isFalse();
        assertThat(goals.get(2).path("met").booleanValue()).isTrue();
    }

    @Test
    void markdownStatesTheBreakEvenOfANewSchema() {
        assertThat(MarkdownReport.render(Reports.small(), "decode.svg"))
                .contains("| ezcdc | 9,000 | 10,000 |  |  |  |")
                .contains(
                        "The first message costs ezcdc 1.50 × the time of jacksonTree; ezcdc is ahead after at most 2.");
    }

    @Test
    void quickRunIsMarked() {
        assertThat(MarkdownReport.render(Reports.rough(), "decode.svg"))
                .contains("**Measured too briefly to be quoted**");
        assertThat(BarChart.render(Reports.rough())).contains("a quick run, not a result");
    }

    @Test
    void chartIsWellFormedAndHasTwoBarsPerMeasurement() throws Exception {
        Document svg = parse(BarChart.render(Reports.small()));

        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(bars(svg))
                .hasSize(2 * Reports.small().measurements().size()
                        + Reports.small().newSchemas().size());
        assertThat(texts(svg))
                .contains("connectJsonConverter †", "10,146", "24,848", "not measured")
                .anyMatch(text -> text.startsWith("customerCreate"))
                .anyMatch(text -> text.contains("A <fast> & \"cool\" CPU"));
    }

    @Test
    void barsAreTrueToScaleWithinTheirPanel() throws Exception {
        List<Element> bars = bars(parse(BarChart.render(Reports.small())));

        double ezcdc = width(bars.get(0));
        double databind = width(bars.get(1));

        assertThat(databind / ezcdc).isBetween(15.5, 16.5);
    }

    @Test
    void nothingExceedsTheChartsEdges() throws Exception {
        Document svg = parse(BarChart.render(Reports.small()));
        double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
        double height = Double.parseDouble(svg.getDocumentElement().getAttribute("height"));

        for (Element bar : bars(svg)) {
            assertThat(Double.parseDouble(bar.getAttribute("x")) + width(bar)).isLessThan(width);
        }
        for (Element text : elements(svg, "text")) {
            assertThat(Double.parseDouble(text.getAttribute("y"))).isLessThan(height);
        }
    }

    @Test
    void jsonHasAResultPerMeasurementAndNullForUnknownValues() throws IOException {
        JsonNode json = new ObjectMapper().readTree(JsonReport.render(Reports.small(), List.of(Path.of("decode.md"))));

        assertThat(json.path("results")).hasSize(5);
        JsonNode first = json.path("results").get(0);
        assertThat(first.path("contender").textValue()).isEqualTo("ezcdc");
        assertThat(first.path("times_as_fast_as_jacksonDatabind").doubleValue()).isEqualTo(16);
        JsonNode last = json.path("results").get(4);
        assertThat(last.path("bytes_per_op").isNull()).isTrue();
        assertThat(last.path("times_as_fast_as_jacksonDatabind").isNull()).isTrue();
        assertThat(json.path("reports").get(0).textValue()).isEqualTo("decode.md");
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> bars(Document svg) {
        return elements(svg, "rect").stream()
                .filter(rectangle -> rectangle.getAttribute("class").startsWith("bar"))
                .toList();
    }

    private static List<String> texts(Document svg) {
        return elements(svg, "text").stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(Document svg, String name) {
        NodeList nodes = svg.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static double width(Element bar) {
        return Double.parseDouble(bar.getAttribute("width"));
    }
}
