package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.envelope.json.ConformanceOracle.Verdict;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.internal.parse.Framing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the files of nst/JSONTestSuite as values inside envelopes and as whole values. Skipped if the suite is not next to the
 * project; {@link ConformanceCasesTest} covers the same rules with the project's own cases.
 */
class ConformanceSuiteTest {

    private static final Path ROOT = Path.of(System.getProperty("ezcdc.root", ".."));
    private static final Path SUITE =
            ROOT.resolve("../shared/json-test-suite/test_parsing").normalize();
    /** The column types for which every n_ case must be rejected too. */
    private static final List<String> TYPES = List.of(
            "\"type\":\"array\",\"items\":{\"type\":\"string\",\"optional\":true}",
            "\"type\":\"array\",\"items\":{\"type\":\"int64\",\"optional\":true}",
            "\"type\":\"array\",\"items\":{\"type\":\"double\",\"optional\":true}",
            "\"type\":\"map\",\"keys\":{\"type\":\"string\"},\"values\":{\"type\":\"string\"}",
            "\"type\":\"string\"",
            "\"type\":\"int64\"",
            "\"type\":\"double\"",
            "\"type\":\"boolean\"");

    private static List<Path> files(String prefix) throws IOException {
        assumeTrue(
                Files.isDirectory(SUITE),
                "skipped: JSONTestSuite is not at " + SUITE + "; ConformanceCasesTest covers the same rules");
        try (Stream<Path> all = Files.list(SUITE)) {
            return all.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<DynamicTest> testEach(String prefix, Check check) throws IOException {
        return files(prefix).stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> check.of(name(file), Files.readAllBytes(file))));
    }

    private interface Check {
        void of(String name, byte[] document) throws IOException;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }

    @TestFactory
    Stream<DynamicTest> acceptsValidJson() throws IOException {
        return testEach("y_", (name, document) -> {
            assertThat(judge(ConformanceEnvelopes.schemalessEnvelope(document)).isAccepted())
                    .isTrue();
            assertThat(judge(ConformanceEnvelopes.singleColumnEnvelope(document))
                            .isAccepted())
                    .isTrue();
            assertThatCode(() -> Framing.locate(document, Part.VALUE))
                    .as("as a whole value")
                    .doesNotThrowAnyException();
            assertAcceptedWithSchema(document);
        });
    }

    /** Requires that a column of a matching type accepts the document, if there is such a type. */
    private static void assertAcceptedWithSchema(byte[] document) throws IOException {
        String type = ConformanceEnvelopes.typeFor(new ObjectMapper().readTree(document));
        if (type != null) {
            ConformanceOracle oracle = new ConformanceOracle();
            oracle.learn(ConformanceEnvelopes.key(), ConformanceEnvelopes.typedEnvelope(type, "null".getBytes(UTF_8)));
            Verdict verdict =
                    oracle.judge(ConformanceEnvelopes.key(), ConformanceEnvelopes.typedEnvelope(type, document));
            assertThat(verdict.rejection()).as("with the schema %s", type).isNull();
        }
    }

    @TestFactory
    Stream<DynamicTest> rejectsInvalidJson() throws IOException {
        return testEach("n_", (name, document) -> {
            assertThat(judge(ConformanceEnvelopes.schemalessEnvelope(document)).isAccepted())
                    .isFalse();
            assertThat(judge(ConformanceEnvelopes.singleColumnEnvelope(document))
                            .isAccepted())
                    .isFalse();
            assertThat(judge(document).isAccepted()).as("as a whole value").isFalse();
            assertThatExceptionOfType(MalformedEnvelopeException.class)
                    .as("as a whole value")
                    .isThrownBy(() -> Framing.locate(document, Part.VALUE));
            for (String type : TYPES) {
                ConformanceOracle oracle = new ConformanceOracle();
                String optional = type + ",\"optional\":true";
                oracle.learn(
                        ConformanceEnvelopes.key(),
                        ConformanceEnvelopes.typedEnvelope(optional, "null".getBytes(UTF_8)));
                Verdict verdict = oracle.judge(
                        ConformanceEnvelopes.key(), ConformanceEnvelopes.typedEnvelope(optional, document));
                assertThat(verdict.isAccepted()).as("with the schema %s", type).isFalse();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> matchesDocumentedChoices() throws IOException {
        Map<String, Boolean> choices = ConformanceChoices.readSuiteChoices(ROOT);
        return testEach("i_", (name, document) -> assertThat(
                        judge(ConformanceEnvelopes.schemalessEnvelope(document)).isAccepted())
                .as("verdict in docs/reference/conformance.md")
                .isEqualTo(choices.get(name)));
    }

    @Test
    void documentsEveryImplementationDefinedCase() throws IOException {
        assertThat(ConformanceChoices.readSuiteChoices(ROOT).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        files("i_").stream().map(ConformanceSuiteTest::name).toList());
    }

    /** Prints how many cases the fast path answered, which shows that the comparison of both paths is meaningful. */
    @Test
    void suiteIsComplete() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        int fastPathAnswers = 0;
        for (Path file : files("")) {
            byte[] document = Files.readAllBytes(file);
            Verdict verdict = judge(ConformanceEnvelopes.schemalessEnvelope(document));
            counts.merge(name(file).charAt(0) + (verdict.isAccepted() ? " accepted" : " rejected"), 1, Integer::sum);
            fastPathAnswers += verdict.fastPathAnswered() ? 1 : 0;
        }
        System.out.println("JSONTestSuite inside envelopes: " + counts + "; answered by the fast path without schema: "
                + fastPathAnswers);
        assertThat(counts).containsEntry("y accepted", 95).containsEntry("n rejected", 188);
        assertThat(counts.getOrDefault("i accepted", 0) + counts.getOrDefault("i rejected", 0))
                .isEqualTo(35);
    }

    private static Verdict judge(byte[] value) {
        ConformanceOracle oracle = new ConformanceOracle();
        oracle.learn(ConformanceEnvelopes.key(), ConformanceEnvelopes.schemalessEnvelope("null".getBytes(UTF_8)));
        return oracle.judge(ConformanceEnvelopes.key(), value);
    }
}
