package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ScratchBuffers;
import dev.ezcdc.envelope.json.internal.fast.FastSchemaParser;
import dev.ezcdc.envelope.json.internal.parse.ConnectSchemas;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema that was never seen is read as by the general path, or not at all. */
class FastSchemaParserTest {

    private static final String TEXT = "{\"type\":\"string\",\"optional\":true,\"field\":\"a\"}";

    private static @Nullable ColumnType parseFast(String schema) {
        byte[] frame = ("{\"schema\":" + schema + ",\"payload\":null}").getBytes(UTF_8);
        return FastSchemaParser.parse(new ByteCursor(frame, new ScratchBuffers()));
    }

    private static ColumnType parseGeneral(String schema) {
        return ConnectSchemas.read(schema.getBytes(UTF_8), 0, Part.VALUE);
    }

    @ParameterizedTest
    @MethodSource("dev.ezcdc.envelope.json.Corpora#names")
    void decodesFirstRecordOfNewSchema(String corpus) {
        Corpora.Message message = Corpora.read(corpus).get(0);
        EnvelopeDecoder decoder = EnvelopeDecoder.create();

        assertThat(decoder.decodeFast(message.key(), message.value()))
                .isEqualTo(
                        corpus.endsWith("Schemaless") ? null : decoder.decodeGeneral(message.key(), message.value()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"struct\",\"fields\":[],\"optional\":false}",
                "{\"type\":\"struct\",\"fields\":[" + TEXT + "],\"optional\":false,\"name\":\"n\",\"version\":2}",
                "{\"optional\":true,\"doc\":\"a \\\"doc\\\"\",\"name\":\"gr\u00F6\u00DFe\",\"type\":\"int8\"}",
                "{\"type\":\"bytes\",\"name\":\"org.apache.kafka.connect.data.Decimal\",\"version\":1,"
                        + "\"parameters\":{\"scale\":\"2\",\"connect.decimal.precision\":\"9\"},\"default\":\"AA==\"}",
                "{\"type\":\"array\",\"items\":{\"type\":\"float\"},\"default\":[1.5,{\"a\":1,\"a\":2}]}",
                "{\"type\":\"map\",\"keys\":{\"type\":\"string\"},\"values\":{\"type\":\"double\",\"optional\":true}}",
                "{\"type\":\"boolean\"}",
                "{\"type\":\"int16\"}",
                "{\"type\":\"int64\",\"default\":null}"
            })
    void matchesGeneralPathOnConverterForm(String schema) {
        assertThat(parseFast(schema)).isEqualTo(parseGeneral(schema));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"type\":\"string\",}",
                "{\"type\":\"string\"",
                "{ \"type\":\"string\"}",
                "{\"type\":\"string\",\"type\":\"string\"}",
                "{\"type\":\"string\",\"unknown\":1}",
                "{\"type\":\"string\",\"optional\":1}",
                "{\"type\":\"string\",\"name\":null}",
                "{\"type\":\"string\",\"version\":01}",
                "{\"type\":\"string\",\"name\":\"\\ud800\"}",
                "{\"type\":\"text\"}",
                "{\"ty\\u0070e\":\"string\"}",
                "{\"type\":\"struct\"}",
                "{\"type\":\"struct\",\"fields\":[{\"type\":\"string\"}]}",
                "{\"type\":\"struct\",\"fields\":[" + TEXT + "," + TEXT + "]}",
                "{\"type\":\"struct\",\"fields\":[" + TEXT + "],\"items\":" + TEXT + "}",
                "{\"type\":\"array\"}",
                "{\"type\":\"array\",\"items\":null}",
                "{\"type\":\"map\",\"keys\":" + TEXT + "}",
                "{\"type\":\"map\",\"keys\":" + TEXT + ",\"items\":" + TEXT + "}",
                "{\"type\":\"string\",\"parameters\":{\"a\":\"1\",\"a\":\"1\"}}",
                "{\"type\":\"string\",\"parameters\":{\"a\":1}}"
            })
    void leavesOtherFormsToGeneralPath(String schema) {
        assertThat(parseFast(schema)).isNull();
    }

    @Test
    void leavesDeeplyNestedSchemasToGeneralPath() {
        assertThat(parseFast("{\"type\":\"array\",\"items\":".repeat(10_000))).isNull();
    }
}
