package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.json.ConformanceOracle.Verdict;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edge cases of the values that each column type accepts. The reasons are in docs/reference/conformance.md. */
class ConformanceColumnsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "rejected",
            value = {
                "double | 1e400 | Double Infinity",
                "double | -1e400 | Double -Infinity",
                "double | 1e-400 | Double 0.0",
                "double | -0.0 | Double -0.0",
                "double | -0 | Double 0.0",
                "double | 1 | Double 1.0",
                "double | 9007199254740993 | Double 9.007199254740992E15",
                "double | \"NaN\" | Double NaN",
                "double | \"-Infinity\" | Double -Infinity",
                "double | \"nan\" | rejected",
                "double | \"1\" | rejected",
                "double | NaN | rejected",
                "float | 1e39 | Float Infinity",
                "float | 16777217 | Float 1.6777216E7",
                "float | 1.00000017881393432617187499 | Float 1.0000001",
                "float | \"Infinity\" | Float Infinity",
                "int8 | 127 | Byte 127",
                "int8 | 128 | rejected",
                "int16 | -32769 | rejected",
                "int32 | 2147483648 | rejected",
                "int64 | 9223372036854775808 | rejected",
                "int64 | -9223372036854775808 | Long -9223372036854775808",
                "int32 | 1.0 | rejected",
                "int32 | 1e2 | rejected",
                "int32 | \"1\" | rejected",
                "int32 | -0 | Integer 0",
                "int32 | true | rejected",
                "boolean | 1 | rejected",
                "boolean | \"true\" | rejected",
                "string | 1 | rejected",
                "string | {} | rejected",
                "bytes | \"AQI=\" | 0x0102",
                "bytes | \"\" | 0x",
                "bytes | \"\\u0041QI=\" | 0x0102",
                "bytes | \"AQI\" | rejected",
                "bytes | \"AQI_\" | rejected",
                "bytes | \"A%I=\" | rejected",
                "bytes | \"A\" | rejected",
                "bytes | \" AQI=\" | rejected",
                "bytes | \"AQI= \" | rejected",
                "bytes | \"AQI=AQI=\" | rejected",
                "bytes | \"AR==\" | 0x01",
                "bytes | 1 | rejected",
            })
    void rejectsValuesThatDoNotMatchColumnType(String type, String json, String expected) {
        Verdict verdict = judge("\"type\":\"" + type + "\",\"optional\":true", json);
        String actual = verdict.record() instanceof Create create
                ? RecordDescription.describe(create.after().get("doc"))
                : null;
        assertThat(actual).isEqualTo(expected);
    }

    /** Debezium uses these names on int32 only, so on int64 the number stays unchanged. */
    @ParameterizedTest
    @CsvSource({"Date", "Time", "Year"})
    void ignoresLogicalNameOnAnotherBaseType(String name) {
        Verdict verdict = judge(
                "\"type\":\"int64\",\"optional\":true,\"name\":\"io.debezium.time." + name + '"', "1703166402653");
        Create create = (Create) Objects.requireNonNull(verdict.record());
        assertThat(create.after().get("doc")).isEqualTo(1703166402653L);
    }

    /** The same rule as for JSON without a schema and for hstore. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"{\"a\":\"1\",\"a\":\"2\"}", "{\"a\":\"1\",\"\\u0061\":\"2\"}"})
    void lastDuplicateNameInMapWins(String json) {
        Verdict verdict = judge(
                "\"type\":\"map\",\"optional\":true,\"keys\":{\"type\":\"string\",\"optional\":false},"
                        + "\"values\":{\"type\":\"string\",\"optional\":true}",
                json);
        Create create = (Create) Objects.requireNonNull(verdict.record());
        assertThat(create.after().get("doc")).isEqualTo(Map.of("a", "2"));
    }

    private static Verdict judge(String type, String json) {
        ConformanceOracle oracle = new ConformanceOracle();
        oracle.learn(ConformanceEnvelopes.key(), ConformanceEnvelopes.typedEnvelope(type, "null".getBytes(UTF_8)));
        return oracle.judge(ConformanceEnvelopes.key(), ConformanceEnvelopes.typedEnvelope(type, json.getBytes(UTF_8)));
    }
}
