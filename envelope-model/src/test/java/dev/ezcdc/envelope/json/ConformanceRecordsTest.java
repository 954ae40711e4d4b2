package dev.ezcdc.envelope.json;

import static dev.ezcdc.envelope.json.ConformanceEnvelopes.field;
import static dev.ezcdc.envelope.json.ConformanceEnvelopes.struct;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records other than changes are decoded completely or rejected. No value is guessed. */
class ConformanceRecordsTest {

    private final ConformanceOracle oracle = new ConformanceOracle();

    private boolean accepts(String value) {
        oracle.judge("{\"prefix\":\"p\"}".getBytes(UTF_8), value.getBytes(UTF_8));
        return oracle.judge("{\"prefix\":\"p\"}".getBytes(UTF_8), value.getBytes(UTF_8))
                .isAccepted();
    }

    private static String message(String content) {
        String create = new String(ConformanceEnvelopes.schemalessEnvelope("1".getBytes(UTF_8)), UTF_8);
        String source = create.substring(create.indexOf("\"source\":"), create.indexOf(",\"transaction\""));
        return "{\"op\":\"m\",\"ts_ms\":1," + source + ",\"message\":{\"prefix\":\"p\",\"content\":" + content + "}}";
    }

    @Test
    void decodesBase64ContentOfLogicalMessages() {
        assertThat(accepts(message("\"AQID\""))).isTrue();
        assertThat(accepts(message("null"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "true", "[1]", "{\"a\":1}", "\"%%%%\"", "\"A\"", "1.5"})
    void rejectsOtherMessageContent(String content) {
        assertThat(accepts(message(content))).isFalse();
    }

    private static String notification(String data) {
        return "{\"id\":\"i\",\"type\":\"t\",\"aggregate_type\":\"a\",\"additional_data\":" + data
                + ",\"timestamp\":1}";
    }

    @Test
    void acceptsStringsInNotificationData() {
        assertThat(accepts(notification("{\"a\":\"b\"}"))).isTrue();
        assertThat(accepts(notification("{}"))).isTrue();
        assertThat(accepts(notification("null"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"x\"", "[]", "[\"a\"]", "true", "{\"a\":1}", "{\"a\":null}", "{\"a\":{}}"})
    void rejectsOtherNotificationData(String data) {
        assertThat(accepts(notification(data))).isFalse();
    }

    /** The names null and "null" would become the same string. */
    @Test
    void rejectsStructsWithNonStringNames() {
        String collections = "\"type\":\"array\",\"optional\":true,\"items\":{\"type\":\"map\",\"optional\":false,"
                + "\"keys\":{\"type\":\"string\",\"optional\":true},\"values\":{\"type\":\"string\",\"optional\":true}}";
        String schema = struct(
                "x.TransactionMetadataValue",
                false,
                field("status", "\"type\":\"string\""),
                field("id", "\"type\":\"string\""),
                field("event_count", "\"type\":\"int64\",\"optional\":true"),
                field("data_collections", collections),
                field("ts_ms", "\"type\":\"int64\""));
        assertThat(accepts(
                        "{\"schema\":{" + schema + "},\"payload\":{\"status\":\"END\",\"id\":\"1\",\"event_count\":1,"
                                + "\"data_collections\":[[[null,\"x\"],[\"null\",\"y\"]]],\"ts_ms\":1}}"))
                .isFalse();
    }
}
