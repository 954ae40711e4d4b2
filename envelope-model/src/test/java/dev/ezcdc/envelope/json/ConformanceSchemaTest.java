package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.json.ConformanceOracle.Verdict;
import java.math.BigDecimal;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both paths follow schemas that look like Debezium schemas but differ from them. */
class ConformanceSchemaTest {

    private static final String KEY = "{\"id\":1}";

    private final ConformanceOracle oracle = new ConformanceOracle();
    private final String good = new String(
            ConformanceEnvelopes.typedEnvelope("\"type\":\"string\",\"optional\":true", "\"x\"".getBytes(UTF_8)),
            UTF_8);

    /** A field of every Debezium envelope has a narrower type. Tries a value that fits, then one that does not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'int64','optional':true,'field':'lsn'} | int32 | ['24284632','24284688'] | 24284688 | 3000000000",
                "{'type':'int64','optional':true,'field':'txId'} | int16 | ['24284632','24284688'] | 740 | 74000",
                "{'type':'int64','optional':true,'field':'txId'} | int8 | ['24284632','24284688'] | 74 | 740",
                "{'type':'int64','optional':false,'field':'total_order'} | int8 | {TX} | 7 | 700",
                "{'type':'int64','optional':false,'field':'data_collection_order'} | int8 | {TX} | 9 | 900",
            })
    void rejectsValuesBeyondNarrowerType(String field, String type, String context, String valid, String tooLarge) {
        String withTransaction = good.replace(
                "\"transaction\":null",
                "\"transaction\":{\"id\":\"1:2\",\"total_order\":7,\"data_collection_order\":9}");
        String schema = field.replace('\'', '"');
        assertThat(withTransaction).contains(schema);
        String changed = withTransaction
                .replace(schema, schema.replace("int64", type))
                .replace(
                        "\"txId\":740",
                        context.equals("{TX}") ? "\"txId\":740" : "\"txId\":" + (type.equals("int8") ? "74" : "740"));
        String name = field.replaceAll(".*'field':'(\\w+)'.*", "$1");
        assertThat(changed).contains("\"" + name + "\":" + valid);

        teach(changed);

        String invalid = changed.replace("\"" + name + "\":" + valid, "\"" + name + "\":" + tooLarge)
                .replace("\\\"24284688\\\"]", name.equals("lsn") ? "\\\"" + tooLarge + "\\\"]" : "\\\"24284688\\\"]");
        assertThat(accepts(invalid)).isFalse();
        assertThat(accepts(changed)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'int64','optional':true,'field':'xmin'} | false",
                "{'type':'string','optional':true,'field':'origin'} | false",
                "{'type':'int64','optional':true,'field':'origin_lsn'} | false",
            })
    void rejectsNullInRequiredFields(String field, boolean accepted) {
        String schema = field.replace('\'', '"');
        String changed = good.replace(schema, schema.replace("\"optional\":true", "\"optional\":false"));
        assertThat(changed).isNotEqualTo(good);
        for (int i = 0; i < 4; i++) {
            assertThat(accepts(changed)).isEqualTo(accepted);
        }
    }

    /** First removes a field from schema and payload, then restores it in the payload only. */
    @ParameterizedTest
    @CsvSource({"xmin,int64", "origin,string", "origin_lsn,int64"})
    void rejectsFieldsMissingFromSchema(String name, String type) {
        String changed = good.replace(",{\"type\":\"" + type + "\",\"optional\":true,\"field\":\"" + name + "\"}", "")
                .replace(",\"" + name + "\":null", "");
        assertThat(good.length() - changed.length()).isGreaterThan(50);
        teach(changed);
        int payload = changed.indexOf("\"payload\":");
        String with = changed.substring(0, payload) + good.substring(good.indexOf("\"payload\":"));
        assertThat(accepts(with)).isFalse();
    }

    @Test
    void rejectsNullInRequiredTransaction() {
        String with = good.replace(
                        "\"transaction\":null",
                        "\"transaction\":{\"id\":\"1:2\",\"total_order\":7,\"data_collection_order\":9}")
                .replace("\"optional\":true,\"name\":\"event.block\"", "\"optional\":false,\"name\":\"event.block\"");
        teach(with);
        assertThat(accepts(with.replaceFirst("\"transaction\":\\{\"id.*?\\}", "\"transaction\":null")))
                .isFalse();
    }

    /** Times with a logical type are not integers any more. */
    @Test
    void bothPathsAgreeOnLogicalTypesOfEnvelopeTimes() {
        for (String name : new String[] {"ts_ms", "ts_us", "ts_ns"}) {
            String field = "{\"type\":\"int64\",\"optional\":true,\"field\":\"" + name + "\"}";
            int last = good.lastIndexOf(field);
            String changed = good.substring(0, last)
                    + field.replace(",\"field\"", ",\"name\":\"io.debezium.time.Timestamp\",\"field\"")
                    + good.substring(last + field.length());
            String without = changed.replaceFirst("(\"op\":\"c\".*\"" + name + "\":)\\d+", "$1null");
            for (int i = 0; i < 4; i++) {
                accepts(without);
            }
            accepts(changed);
            accepts(without);
        }
    }

    /** A struct whose schema has the name of a decimal is not a row. */
    @Test
    void rejectsRowsWithLogicalType() {
        String changed = good.replace(
                        "\"name\":\"shop.public.documents.Value\"",
                        "\"name\":\"io.debezium.data.VariableScaleDecimal\"")
                .replace("\"id\":1,\"doc\":\"x\",\"last\":true", "\"id\":1,\"doc\":\"x\",\"last\":true");
        String noRow = changed.replaceFirst("\"after\":\\{\"id\".*?\\},\"source\"", "\"after\":null,\"source\"")
                .replace("\"op\":\"c\"", "\"op\":\"d\"");
        for (int i = 0; i < 4; i++) {
            assertThat(accepts(noRow)).isTrue();
        }
        accepts(changed);
        String deleted = changed.replace("\"before\":null", "\"before\":{\"id\":1,\"doc\":\"x\",\"last\":true}")
                .replaceFirst("\"after\":\\{\"id\".*?\\},\"source\"", "\"after\":null,\"source\"")
                .replace("\"op\":\"c\"", "\"op\":\"d\"");
        assertThat(accepts(deleted)).isFalse();
    }

    @Test
    void keyWithLogicalTypeIsItsValue() {
        String schema =
                "{\"schema\":{\"type\":\"struct\",\"fields\":[{\"type\":\"int32\",\"optional\":false,\"field\":\"scale\"},"
                        + "{\"type\":\"bytes\",\"optional\":false,\"field\":\"value\"}],\"optional\":true,"
                        + "\"name\":\"io.debezium.data.VariableScaleDecimal\"},\"payload\":";
        for (int i = 0; i < 4; i++) {
            oracle.judge((schema + "null}").getBytes(UTF_8), good.getBytes(UTF_8));
        }
        Verdict verdict =
                oracle.judge((schema + "{\"scale\":1,\"value\":\"AQ==\"}}").getBytes(UTF_8), good.getBytes(UTF_8));
        assertThat(((Create) Objects.requireNonNull(verdict.record())).recordKey())
                .isEqualTo(new BigDecimal("0.1"));
    }

    private void teach(String value) {
        for (int i = 0; i < 4; i++) {
            assertThat(accepts(value)).isTrue();
        }
    }

    private boolean accepts(String value) {
        return oracle.judge(KEY.getBytes(UTF_8), value.getBytes(UTF_8)).isAccepted();
    }
}
