package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.json.ConformanceCases.Case;
import dev.ezcdc.envelope.json.ConformanceOracle.Verdict;
import dev.ezcdc.envelope.json.internal.bytes.Utf8;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link ConformanceCases} as columns without schema and with one, in the value and in the key. */
class ConformanceCasesTest {

    private static final byte[] NULL = "null".getBytes(UTF_8);

    static List<Case> cases() {
        return ConformanceCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aColumnWithoutSchemaIsWhatTheCaseSays(Case given) {
        ConformanceOracle oracle = new ConformanceOracle();
        oracle.learn(ConformanceEnvelopes.key(), ConformanceEnvelopes.schemaless(NULL));

        check(given, oracle.judge(ConformanceEnvelopes.key(), ConformanceEnvelopes.schemaless(given.json())));
        check(given, oracle.judge(ConformanceEnvelopes.key(), ConformanceEnvelopes.onlyColumn(given.json())));
    }

    private static void check(Case given, Verdict verdict) {
        assertThat(verdict.isAccepted()).isEqualTo(given.accepted());
        if (verdict.accepted() instanceof Create create) {
            assertThat(create.after().get("doc")).isEqualTo(given.expected());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aColumnWithASchemaThatFitsIsAcceptedAsWell(Case given) throws Exception {
        String type = given.accepted() ? ConformanceEnvelopes.typeOf(new ObjectMapper().readTree(given.json())) : null;
        ConformanceOracle oracle = new ConformanceOracle();
        String tried = Objects.requireNonNullElse(type, "\"type\":\"string\",\"optional\":true");
        oracle.learn(ConformanceEnvelopes.key(), ConformanceEnvelopes.typed(tried, NULL));

        Verdict verdict = oracle.judge(ConformanceEnvelopes.key(), ConformanceEnvelopes.typed(tried, given.json()));

        assertThat(verdict.isAccepted()).isEqualTo(type != null);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theKeyIsReadAsStrictly(Case given) {
        ConformanceOracle oracle = new ConformanceOracle();
        byte[] value = ConformanceEnvelopes.schemaless(NULL);
        byte[] key = ConformanceEnvelopes.splice("{\"id\":", given.json(), "}");
        assertThat(oracle.judge(key, value).isAccepted()).isEqualTo(given.accepted());
        assertThat(oracle.judge(key, null).isAccepted()).isEqualTo(given.accepted());
    }

    /** MongoDB's rows are JSON within strings, which is JSON as well. */
    @ParameterizedTest
    @MethodSource("cases")
    void aDocumentInAStringIsReadAsStrictly(Case given) throws Exception {
        if (Utf8.firstMalformed(given.json()) < 0) {
            String document = "{\"_id\":" + new String(given.json(), UTF_8) + "}";
            String value = new String(ConformanceEnvelopes.schemaless(NULL), UTF_8)
                    .replace("\"connector\":\"postgresql\"", "\"connector\":\"mongodb\"")
                    .replace("\"table\":\"documents\"", "\"collection\":\"documents\",\"ord\":1")
                    .replaceFirst(
                            "\"after\":\\{.*?\\}",
                            Matcher.quoteReplacement("\"after\":" + new ObjectMapper().writeValueAsString(document)));
            ConformanceOracle oracle = new ConformanceOracle();
            assertThat(oracle.judge(ConformanceEnvelopes.key(), value.getBytes(UTF_8))
                            .isAccepted())
                    .isEqualTo(given.accepted());
        }
    }

    @Test
    void whatIsNotUtf8IsNoKeyAndNoValueEither() {
        byte[] value = ConformanceEnvelopes.schemaless(NULL);
        byte[] key = ConformanceEnvelopes.key();
        for (var charset : List.of(
                java.nio.charset.StandardCharsets.UTF_16LE,
                java.nio.charset.StandardCharsets.UTF_16BE,
                java.nio.charset.StandardCharsets.UTF_16,
                java.nio.charset.Charset.forName("UTF-32BE"),
                java.nio.charset.Charset.forName("UTF-32LE"))) {
            reject(key, new String(value, UTF_8).getBytes(charset));
            reject(new String(key, UTF_8).getBytes(charset), value);
        }
    }

    @Test
    void aByteOrderMarkBelongsToNothing() {
        byte[] mark = "\ufeff".getBytes(UTF_8);
        byte[] value = ConformanceEnvelopes.schemaless(NULL);
        byte[] key = ConformanceEnvelopes.key();
        reject(key, ConformanceEnvelopes.splice("\ufeff", value, ""));
        reject(key, ConformanceEnvelopes.splice("", value, "\ufeff"));
        reject(ConformanceEnvelopes.splice("\ufeff", key, ""), value);
        reject(key, mark);
        reject(mark, value);
    }

    private static void reject(byte[] key, byte[] value) {
        assertThatExceptionOfType(MalformedEnvelopeException.class)
                .isThrownBy(() -> EnvelopeDecoder.create().decode(key, value));
    }
}
