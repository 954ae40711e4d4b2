package dev.ezcdc.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JsonConverter is the reference: the output and the exceptions must be the same. */
class CachingJsonConverterTest {
    private final JsonConverter reference = new JsonConverter();
    private final CachingJsonConverter caching = new CachingJsonConverter();

    CachingJsonConverterTest() {
        configure(Map.of());
    }

    private void configure(Map<String, String> settings) {
        reference.configure(settings, false);
        caching.configure(settings, false);
    }

    /** Converts twice, because JsonConverter itself writes the first record of each schema. */
    private void assertSameBytes(@Nullable Schema schema, @Nullable Object value) {
        for (int i = 0; i < 2; i++) {
            byte[] expected = reference.fromConnectData("topic", schema, value);
            byte[] written = caching.fromConnectData("topic", schema, value);
            assertThat(text(written)).isEqualTo(text(expected));
            assertThat(written).isEqualTo(expected);
        }
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "true,true,BASE64",
        "true,false,NUMERIC",
        "false,true,NUMERIC",
        "false,false,BASE64",
    })
    void writesRandomValuesLikeJsonConverter(String schemas, String replacesNull, String decimals) {
        configure(Map.of(
                "schemas.enable", schemas, "replace.null.with.default", replacesNull, "decimal.format", decimals));
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        RandomValues random = new RandomValues(new Random(seed));
        for (int i = 0; i < 1_000; i++) {
            Schema schema = random.schema(3);
            for (int j = 0; j < 5; j++) {
                assertSameBytes(schema, random.value(schema));
            }
        }
    }

    @Test
    void writesEnvelopesLikeJsonConverter() {
        Schema row = SchemaBuilder.struct()
                .name("cdctest.public.customers.Value")
                .optional()
                .field("id", SchemaBuilder.int32().defaultValue(0).build())
                .field("first_name", Schema.OPTIONAL_STRING_SCHEMA)
                .field(
                        "tags",
                        SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                                .optional()
                                .build())
                .build();
        Schema envelope = SchemaBuilder.struct()
                .name("cdctest.public.customers.Envelope")
                .version(2)
                .field("before", row)
                .field("after", row)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        for (int id : new int[] {0, 1, 9, 10, 99, 100, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            Struct after = new Struct(row)
                    .put("id", id)
                    .put("first_name", id % 2 == 0 ? null : "Zoë \"x\" \\ \u0007 \u2028 😀 half \ud83d")
                    .put("tags", id == 9 ? java.util.Arrays.asList("a", null) : null);
            assertSameBytes(
                    envelope,
                    new Struct(envelope).put("after", after).put("op", "c").put("ts_ms", 1L * id * id));
            assertSameBytes(envelope, new Struct(envelope).put("before", after).put("op", "d"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void leavesMapsToJsonConverter(String schemas) {
        configure(Map.of("schemas.enable", schemas));
        Schema schema = SchemaBuilder.struct()
                .field("price", Decimal.schema(2))
                .field("map", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA))
                .build();
        assertSameBytes(
                schema, new Struct(schema).put("price", new BigDecimal("12.30")).put("map", Map.of("a", 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BASE64", "NUMERIC"})
    void writesDecimalsOfAnySizeLikeJsonConverter(String decimals) {
        configure(Map.of("decimal.format", decimals));
        for (String text :
                new String[] {"0", "-0.00", "1E+10", "123456789012345678901234567890.12345", "-1E-30", "7E-7", "0E-10"
                }) {
            BigDecimal value = new BigDecimal(text);
            Schema schema = SchemaBuilder.struct()
                    .field("price", Decimal.builder(value.scale()).optional().build())
                    .build();
            assertSameBytes(schema, new Struct(schema).put("price", value));
            assertSameBytes(schema, new Struct(schema));
        }
    }

    @Test
    void rejectsWrongLogicalValuesLikeJsonConverter() {
        assertRejectedLikeJsonConverter(Decimal.schema(2), new BigDecimal("1.00"), new BigDecimal("1.0"));
        assertRejectedLikeJsonConverter(Date.SCHEMA, new java.util.Date(0), new java.util.Date(1));
        assertRejectedLikeJsonConverter(Time.SCHEMA, new java.util.Date(0), new java.util.Date(86_400_001L));
        assertRejectedLikeJsonConverter(Timestamp.SCHEMA, new java.util.Date(0), 5L);
    }

    private void assertRejectedLikeJsonConverter(Schema schema, Object right, Object wrong) {
        assertSameBytes(schema, right);
        Throwable expected = catchThrowable(() -> reference.fromConnectData("topic", schema, wrong));
        Throwable thrown = catchThrowable(() -> caching.fromConnectData("topic", schema, wrong));
        assertThat(expected).isNotNull();
        assertThat(thrown).isExactlyInstanceOf(expected.getClass()).hasMessage(expected.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void replacesNullByDefaultAsConfigured(String replace) {
        configure(Map.of("replace.null.with.default", replace));
        Schema schema = SchemaBuilder.struct()
                .field(
                        "active",
                        SchemaBuilder.bool().optional().defaultValue(true).build())
                .build();
        assertSameBytes(schema, new Struct(schema).put("active", true));
        assertSameBytes(schema, new Struct(schema).put("active", null));
        assertSameBytes(schema, new Struct(schema).put("active", false));
    }

    /** JsonConverter asks a schema for its fields with every record. */
    @ParameterizedTest
    @ValueSource(strings = {"default", "true", "false"})
    void writesKnownSchemaWithoutJsonConverter(String schemas) {
        configure(schemas.equals("default") ? Map.of() : Map.of("schemas.enable", schemas));
        AtomicInteger calls = new AtomicInteger();
        Schema plain = SchemaBuilder.struct()
                .field(
                        "active",
                        SchemaBuilder.bool().optional().defaultValue(true).build())
                .build();
        Schema schema =
                new ConnectSchema(Schema.Type.STRUCT, false, null, null, null, null, null, plain.fields(), null, null) {
                    @Override
                    public List<Field> fields() {
                        calls.incrementAndGet();
                        return super.fields();
                    }
                };
        caching.fromConnectData("topic", schema, new Struct(schema).put("active", true));
        Struct value = new Struct(schema);
        calls.set(0);

        byte[] written = caching.fromConnectData("topic", schema, value);

        assertThat(calls).hasValue(0);
        assertThat(written).isEqualTo(reference.fromConnectData("topic", schema, value));
        assertThat(calls).as("the reference").hasPositiveValue();
    }

    /** A transform can create a schema for each record. */
    @Test
    void writesNewButEqualSchemaWithoutJsonConverter() {
        AtomicInteger calls = new AtomicInteger();
        Schema known = countingSchema(calls);
        caching.fromConnectData("topic", known, new Struct(known).put("name", "a"));
        Schema equal = countingSchema(calls);
        Struct value = new Struct(equal).put("name", "b");
        calls.set(0);

        byte[] written = caching.fromConnectData("topic", equal, value);

        assertThat(calls).hasValue(0);
        assertThat(written).isEqualTo(reference.fromConnectData("topic", equal, value));
        assertThat(calls).as("the reference").hasPositiveValue();
    }

    private static Schema countingSchema(AtomicInteger calls) {
        Schema plain =
                SchemaBuilder.struct().field("name", Schema.STRING_SCHEMA).build();
        return new ConnectSchema(
                Schema.Type.STRUCT, false, null, "t.Value", null, null, null, plain.fields(), null, null) {
            @Override
            public List<Field> fields() {
                calls.incrementAndGet();
                return super.fields();
            }
        };
    }

    @Test
    void schemasOfOneNameThatDifferAreToldApart() {
        for (int round = 0; round < 3; round++) {
            for (Schema field : List.of(Schema.INT32_SCHEMA, Schema.OPTIONAL_INT32_SCHEMA)) {
                Schema schema = SchemaBuilder.struct()
                        .name("t.Value")
                        .field("id", field)
                        .build();
                assertSameBytes(schema, new Struct(schema).put("id", round));
            }
        }
    }

    @Test
    void keepsTombstonesAndNulls() {
        assertThat(caching.fromConnectData("topic", null, null)).isNull();
        assertSameBytes(Schema.OPTIONAL_STRING_SCHEMA, null);
        assertSameBytes(null, "no schema");
        assertSameBytes(null, Map.of("a", List.of(1, 2)));
    }

    @Test
    void acceptsEqualSchemaInstances() {
        for (int i = 0; i < 3; i++) {
            Schema inner = SchemaBuilder.struct().field("a", Schema.INT8_SCHEMA).build();
            Schema twin = SchemaBuilder.struct().field("a", Schema.INT8_SCHEMA).build();
            Schema outer = SchemaBuilder.struct().field("inner", inner).build();
            assertSameBytes(outer, new Struct(outer).put("inner", new Struct(twin).put("a", (byte) i)));
        }
    }

    @Test
    void rejectsValuesLikeJsonConverter() {
        Schema schema =
                SchemaBuilder.struct().field("text", Schema.STRING_SCHEMA).build();
        assertSameBytes(schema, new Struct(schema).put("text", "fine"));
        for (Object wrong : new Object[] {
            new Struct(schema), "no struct", 17L,
        }) {
            Throwable expected = catchThrowable(() -> reference.fromConnectData("topic", schema, wrong));
            Throwable thrown = catchThrowable(() -> caching.fromConnectData("topic", schema, wrong));
            assertThat(expected).isNotNull();
            assertThat(thrown).isExactlyInstanceOf(expected.getClass()).hasMessage(expected.getMessage());
        }
    }

    @Test
    void writesLongTextAcrossChunks() {
        for (int length : new int[] {4_094, 4_095, 4_096, 4_097, 100_000}) {
            assertSameBytes(Schema.STRING_SCHEMA, "x".repeat(length) + "😀é\n".repeat(3_000));
        }
    }

    @Test
    void writesMoreSchemasThanItCaches() {
        Map<Integer, Schema> schemas = new HashMap<>();
        for (int i = 0; i < 2_500; i++) {
            schemas.put(
                    i,
                    SchemaBuilder.struct().field("f" + i, Schema.INT32_SCHEMA).build());
        }
        for (int round = 0; round < 2; round++) {
            schemas.forEach((i, schema) -> assertSameBytes(schema, new Struct(schema).put("f" + i, i)));
        }
    }

    @Test
    void readsWhatItWrote() {
        Schema schema = SchemaBuilder.struct().field("a", Schema.INT64_SCHEMA).build();
        Struct value = new Struct(schema).put("a", -1L);

        assertThat(caching.toConnectData("topic", caching.fromConnectData("topic", schema, value))
                        .value())
                .isEqualTo(value);
    }
}
