package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.envelope.BinaryKey;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.ConformanceCases.Case;
import dev.ezcdc.envelope.json.ConformanceOracle.Verdict;
import dev.ezcdc.envelope.json.internal.bytes.Utf8;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs {@link ConformanceCases} as columns with and without schema, in the value and in the key. */
class ConformanceCasesTest {

    private static final byte[] NULL = "null".getBytes(UTF_8);

    static List<Case> cases() {
        return ConformanceCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decodesColumnsWithoutSchema(Case testCase) {
        ConformanceOracle oracle = new ConformanceOracle();
        oracle.learn(ConformanceEnvelopes.key(), ConformanceEnvelopes.schemalessEnvelope(NULL));

        assertVerdict(
                testCase,
                oracle.judge(ConformanceEnvelopes.key(), ConformanceEnvelopes.schemalessEnvelope(testCase.json())));
        assertVerdict(
                testCase,
                oracle.judge(ConformanceEnvelopes.key(), ConformanceEnvelopes.singleColumnEnvelope(testCase.json())));
    }

    private static void assertVerdict(Case testCase, Verdict verdict) {
        assertThat(verdict.isAccepted()).isEqualTo(testCase.accepted());
        if (verdict.record() instanceof Create create) {
            assertThat(create.after().get("doc")).isEqualTo(testCase.expected());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decodesColumnsWithMatchingSchema(Case testCase) throws Exception {
        String type =
                testCase.accepted() ? ConformanceEnvelopes.typeFor(new ObjectMapper().readTree(testCase.json())) : null;
        ConformanceOracle oracle = new ConformanceOracle();
        String schema = Objects.requireNonNullElse(type, "\"type\":\"string\",\"optional\":true");
        oracle.learn(ConformanceEnvelopes.key(), ConformanceEnvelopes.typedEnvelope(schema, NULL));

        Verdict verdict =
                oracle.judge(ConformanceEnvelopes.key(), ConformanceEnvelopes.typedEnvelope(schema, testCase.json()));

        assertThat(verdict.isAccepted()).isEqualTo(type != null);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keyIsARowIfItIsJsonAndOtherwiseTextOrBytes(Case testCase) {
        ConformanceOracle oracle = new ConformanceOracle();
        byte[] value = ConformanceEnvelopes.schemalessEnvelope(NULL);
        byte[] key = ConformanceEnvelopes.splice("{\"id\":", testCase.json(), "}");
        assertKey(oracle.judge(key, value), key, testCase.accepted());
        assertKey(oracle.judge(key, null), key, testCase.accepted());
    }

    private static void assertKey(Verdict verdict, byte[] key, boolean isJson) {
        Object recordKey = verdict.record() instanceof Create create
                ? create.recordKey()
                : ((Tombstone) Objects.requireNonNull(verdict.record())).recordKey();
        if (isJson) {
            assertThat(recordKey).isInstanceOf(Row.class);
        } else if (Utf8.indexOfMalformed(key) < 0) {
            assertThat(recordKey).isEqualTo(new String(key, UTF_8));
        } else {
            assertThat(recordKey).isEqualTo(new BinaryKey(key));
        }
    }

    /** The rows of MongoDB are JSON inside strings. */
    @ParameterizedTest
    @MethodSource("cases")
    void validatesDocumentsInStrings(Case testCase) throws Exception {
        if (Utf8.indexOfMalformed(testCase.json()) < 0) {
            String document = "{\"_id\":" + new String(testCase.json(), UTF_8) + "}";
            String value = new String(ConformanceEnvelopes.schemalessEnvelope(NULL), UTF_8)
                    .replace("\"connector\":\"postgresql\"", "\"connector\":\"mongodb\"")
                    .replace("\"table\":\"documents\"", "\"collection\":\"documents\",\"ord\":1")
                    .replaceFirst(
                            "\"after\":\\{.*?\\}",
                            Matcher.quoteReplacement("\"after\":" + new ObjectMapper().writeValueAsString(document)));
            ConformanceOracle oracle = new ConformanceOracle();
            assertThat(oracle.judge(ConformanceEnvelopes.key(), value.getBytes(UTF_8))
                            .isAccepted())
                    .isEqualTo(testCase.accepted());
        }
    }

    @Test
    void rejectsEncodingsOtherThanUtf8() {
        byte[] value = ConformanceEnvelopes.schemalessEnvelope(NULL);
        byte[] key = ConformanceEnvelopes.key();
        for (var charset : List.of(
                java.nio.charset.StandardCharsets.UTF_16LE,
                java.nio.charset.StandardCharsets.UTF_16BE,
                java.nio.charset.StandardCharsets.UTF_16,
                java.nio.charset.Charset.forName("UTF-32BE"),
                java.nio.charset.Charset.forName("UTF-32LE"))) {
            assertRejected(key, new String(value, UTF_8).getBytes(charset));
            assertKeyIsNoRow(new String(key, UTF_8).getBytes(charset), value);
        }
    }

    @Test
    void rejectsByteOrderMarks() {
        byte[] mark = "\ufeff".getBytes(UTF_8);
        byte[] value = ConformanceEnvelopes.schemalessEnvelope(NULL);
        byte[] key = ConformanceEnvelopes.key();
        assertRejected(key, ConformanceEnvelopes.splice("\ufeff", value, ""));
        assertRejected(key, ConformanceEnvelopes.splice("", value, "\ufeff"));
        assertKeyIsNoRow(ConformanceEnvelopes.splice("\ufeff", key, ""), value);
        assertRejected(key, mark);
        assertKeyIsNoRow(mark, value);
    }

    private static void assertKeyIsNoRow(byte[] key, byte[] value) {
        assertThat(((Create) EnvelopeDecoder.create().decode(key, value)).recordKey())
                .isNotNull()
                .isNotInstanceOf(Row.class);
    }

    private static void assertRejected(byte[] key, byte[] value) {
        assertThatExceptionOfType(MalformedEnvelopeException.class)
                .isThrownBy(() -> EnvelopeDecoder.create().decode(key, value));
    }
}
