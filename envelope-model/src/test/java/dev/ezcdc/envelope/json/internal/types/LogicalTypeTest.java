package dev.ezcdc.envelope.json.internal.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.envelope.json.Messages;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The type and name of a schema determine the Java type of a column. */
class LogicalTypeTest {

    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();

    @Test
    void mapsBaseTypesToJavaTypes() {
        assertThat(decode(Schema.INT8_SCHEMA, (byte) -1)).isEqualTo((byte) -1);
        assertThat(decode(Schema.INT16_SCHEMA, (short) 300)).isEqualTo((short) 300);
        assertThat(decode(Schema.INT64_SCHEMA, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThat(decode(Schema.FLOAT32_SCHEMA, 0.1f)).isEqualTo(0.1f);
        assertThat(decode(Schema.FLOAT64_SCHEMA, Math.PI)).isEqualTo(Math.PI);
        assertThat(decode(Schema.FLOAT64_SCHEMA, Double.NaN)).isEqualTo(Double.NaN);
        assertThat(decode(Schema.FLOAT64_SCHEMA, Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(decode(Schema.BOOLEAN_SCHEMA, true)).isEqualTo(true);
        assertThat(decode(Schema.BYTES_SCHEMA, new byte[] {0, -1, 7})).isEqualTo(new byte[] {0, -1, 7});
        assertThat(decode(
                        SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build(), java.util.Arrays.asList("a", null)))
                .isEqualTo(java.util.Arrays.asList("a", null));
        assertThat(decode(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA)
                                .build(),
                        Map.of("a", 1)))
                .isEqualTo(Map.of("a", 1));
        assertThat(decode(
                        SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.INT32_SCHEMA)
                                .build(),
                        Map.of(7, 1)))
                .isEqualTo(Map.of(7, 1));
    }

    @Test
    void keepsTimePrecision() {
        assertThat(decode(int32("io.debezium.time.Date"), 19_712)).isEqualTo(LocalDate.of(2023, 12, 21));
        assertThat(decode(int32("io.debezium.time.Time"), 1)).isEqualTo(LocalTime.of(0, 0, 0, 1_000_000));
        assertThat(decode(int64("io.debezium.time.MicroTime"), 1L)).isEqualTo(LocalTime.of(0, 0, 0, 1_000));
        assertThat(decode(int64("io.debezium.time.NanoTime"), 1L)).isEqualTo(LocalTime.of(0, 0, 0, 1));
        assertThat(decode(int64("io.debezium.time.Timestamp"), -1L))
                .isEqualTo(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_000_000));
        assertThat(decode(int64("io.debezium.time.MicroTimestamp"), -1L))
                .isEqualTo(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000));
        assertThat(decode(int64("io.debezium.time.NanoTimestamp"), 1L))
                .isEqualTo(LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1));
        assertThat(decode(string("io.debezium.time.ZonedTimestamp"), "2023-12-21T13:46:42.123456Z"))
                .isEqualTo(Instant.parse("2023-12-21T13:46:42.123456Z"));
    }

    @Test
    void decodesTimesBeyondOneDayAsDuration() {
        assertThat(decode(int64("io.debezium.time.MicroTime"), 86_400_000_000L))
                .isEqualTo(java.time.Duration.ofDays(1));
    }

    @Test
    void keepsDecimalsExact() {
        BigDecimal price = new BigDecimal("-12345678901234567890.10");
        assertThat(decode(Decimal.schema(2), price)).isEqualTo(price);

        Schema variable = SchemaBuilder.struct()
                .name("io.debezium.data.VariableScaleDecimal")
                .field("scale", Schema.INT32_SCHEMA)
                .field("value", Schema.BYTES_SCHEMA)
                .build();
        assertThat(decode(
                        variable,
                        new Struct(variable)
                                .put("scale", 2)
                                .put("value", price.unscaledValue().toByteArray())))
                .isEqualTo(price);
    }

    @Test
    void decodesUuids() {
        UUID uuid = UUID.fromString("3f0d5c1e-9d3f-4c55-8c4c-0d9fca0d2b11");
        assertThat(decode(string("io.debezium.data.Uuid"), uuid.toString())).isEqualTo(uuid);
    }

    @Test
    void ignoresUnknownLogicalNames() {
        assertThat(decode(string("io.debezium.data.NewInFour"), "x")).isEqualTo("x");
        assertThat(decode(SchemaBuilder.array(Schema.INT32_SCHEMA).build(), List.of(1)))
                .isEqualTo(List.of(1));
    }

    private @Nullable Object decode(Schema column, Object value) {
        Schema row = SchemaBuilder.struct().optional().field("c", column).build();
        Struct after = new Struct(row).put("c", value);
        Create create = (Create) decoder.decode(null, Messages.json(Messages.change("c", null, after), true));
        return create.after().get("c");
    }

    private static Schema int32(String name) {
        return SchemaBuilder.int32().name(name).build();
    }

    private static Schema int64(String name) {
        return SchemaBuilder.int64().name(name).build();
    }

    private static Schema string(String name) {
        return SchemaBuilder.string().name(name).build();
    }
}
