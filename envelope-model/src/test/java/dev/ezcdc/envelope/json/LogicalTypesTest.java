package dev.ezcdc.envelope.json;

import static dev.ezcdc.envelope.json.LogicalTypeCases.namedString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.json.LogicalTypeCases.Case;
import io.debezium.data.Uuid;
import io.debezium.time.StructuredDate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decodes every logical type. JsonConverter writes the JSON. */
class LogicalTypesTest {

    private static final List<Case> CASES = LogicalTypeCases.ALL;

    @ParameterizedTest
    @FieldSource("CASES")
    void decodesColumnsToLogicalTypes(Case testCase) {
        assertThat(decode(testCase.schema(), testCase.connectValue())).isEqualTo(testCase.javaValue());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void decodesElementsAndMapValuesToLogicalTypes(Case testCase) {
        assertThat(decode(SchemaBuilder.array(testCase.schema()).build(), List.of(testCase.connectValue())))
                .isInstanceOfSatisfying(
                        List.class, list -> assertThat(list.get(0)).isEqualTo(testCase.javaValue()));
        assertThat(decode(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, testCase.schema())
                                .build(),
                        Map.of("k", testCase.connectValue())))
                .isInstanceOfSatisfying(
                        Map.class, map -> assertThat(map.get("k")).isEqualTo(testCase.javaValue()));
    }

    @Test
    void decodesNumericDecimals() {
        Schema row =
                SchemaBuilder.struct().optional().field("c", Decimal.schema(2)).build();
        Struct after = new Struct(row).put("c", new BigDecimal("1.10"));
        String json = Messages.text(Messages.json(Messages.change("c", null, after), true));

        assertThat(decodeColumn(json.replace("\"c\":\"bg==\"", "\"c\":1.1"))).isEqualTo(new BigDecimal("1.10"));
        assertThat(decodeColumn(json.replace("\"c\":\"bg==\"", "\"c\":7"))).isEqualTo(new BigDecimal("7.00"));
        assertThatThrownBy(() -> decodeColumn(json.replace("\"c\":\"bg==\"", "\"c\":1.101")))
                .isInstanceOf(MalformedEnvelopeException.class);
        assertThatThrownBy(() -> decodeColumn(json.replace("\"c\":\"bg==\"", "\"c\":1E999999999")))
                .isInstanceOf(MalformedEnvelopeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-1-1-1-1",
                "3f0d5c1e9d3f4c558c4c0d9fca0d2b11",
                "3f0d5c1e-9d3f-4c55-8c4c-0d9fca0d2b1g",
                "3f0d5c1e-9d3f-4c55-8c4c-0d9fca0d2b11 ",
                "+f0d5c1e-9d3f-4c55-8c4c-0d9fca0d2b11"
            })
    void rejectsOtherUuidForms(String text) {
        assertThatThrownBy(() -> decode(Uuid.schema(), text)).isInstanceOf(MalformedEnvelopeException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "io.debezium.time.ZonedTimestamp, 2023-12-21T13:46:42",
        "io.debezium.time.ZonedTimestamp, 2023-02-30T13:46:42Z",
        "io.debezium.time.ZonedTime, 25:00:00Z",
        "io.debezium.time.IsoDate, 2023-12-21",
        "io.debezium.time.Interval, P",
        "io.debezium.time.Interval, P1YT",
        "io.debezium.time.Interval, 1Y",
        "io.debezium.time.Interval, P999999999999999999Y0M0DT0H0M0S",
    })
    void rejectsTextsInOtherForms(String name, String text) {
        assertThatThrownBy(() -> decode(namedString(name), text)).isInstanceOf(MalformedEnvelopeException.class);
    }

    @Test
    void rejectsStructsWithMissingFields() {
        assertThatThrownBy(() -> decode(StructuredDate.schema(), new Struct(StructuredDate.schema()).put("year", 1)))
                .isInstanceOf(MalformedEnvelopeException.class)
                .hasMessageContaining("a structured date");
    }

    @Test
    void ignoresLogicalNameOnAnotherBaseType() {
        assertThat(decode(namedString("io.debezium.time.Date"), "x")).isEqualTo("x");
        assertThat(decode(SchemaBuilder.int64().name("io.debezium.data.Uuid").build(), 1L))
                .isEqualTo(1L);
    }

    private static @Nullable Object decodeColumn(String json) {
        return ((Create) EnvelopeDecoder.create().decode(null, Messages.utf8(json)))
                .after()
                .get("c");
    }

    private static @Nullable Object decode(Schema column, Object value) {
        Schema row = SchemaBuilder.struct().optional().field("c", column).build();
        Struct after = new Struct(row).put("c", value);
        return decodeColumn(Messages.text(Messages.json(Messages.change("c", null, after), true)));
    }
}
