package dev.ezcdc.envelope.json;

import static dev.ezcdc.envelope.data.Unavailable.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.Update;
import io.debezium.data.Enum;
import io.debezium.data.Json;
import io.debezium.data.Uuid;
import io.debezium.time.Date;
import io.debezium.time.MicroTimestamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recognizes unavailable values in the forms of Debezium's {@code UnchangedToastedPlaceholder}. */
class UnavailableTest {

    private static final String TEXT = "__debezium_unavailable_value";
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);
    private static final String UUID_TEXT = UUID.nameUUIDFromBytes(BYTES).toString();
    private static final Schema HSTORE = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    record Form(String name, Schema schema, Object connect) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Form> FORMS = List.of(
            new Form("text", Schema.STRING_SCHEMA, TEXT),
            new Form("json", Json.schema(), TEXT),
            new Form("bytea", Schema.BYTES_SCHEMA, BYTES),
            new Form(
                    "binary in base64",
                    Schema.STRING_SCHEMA,
                    Base64.getEncoder().encodeToString(BYTES)),
            new Form("text array", array(Schema.OPTIONAL_STRING_SCHEMA), List.of(TEXT)),
            new Form("json array", array(Json.builder().optional().build()), List.of(TEXT)),
            new Form("bytea array", array(Schema.OPTIONAL_BYTES_SCHEMA), List.of(BYTES)),
            new Form("int array", array(Schema.OPTIONAL_INT32_SCHEMA), ints()),
            new Form("date array", array(Date.builder().optional().build()), ints()),
            new Form("bigint array", array(Schema.OPTIONAL_INT64_SCHEMA), longs()),
            new Form("uuid array", array(Uuid.builder().optional().build()), List.of(UUID_TEXT)),
            new Form("hstore", HSTORE, Map.of(TEXT, TEXT)),
            new Form("hstore as json", Json.schema(), "{\"" + TEXT + "\":\"" + TEXT + "\"}"));

    /** Values that look like the placeholder in columns that cannot hold it. */
    static final List<Form> OTHERS = List.of(
            new Form("decimal", Decimal.schema(0), new java.math.BigDecimal(new java.math.BigInteger(BYTES))),
            new Form("bits", io.debezium.data.Bits.schema(224), BYTES),
            new Form("enum", Enum.schema(TEXT), TEXT),
            new Form("smallint array", array(Schema.OPTIONAL_INT16_SCHEMA), shorts()),
            new Form(
                    "timestamp array", array(MicroTimestamp.builder().optional().build()), longs()),
            new Form("text array of two", array(Schema.OPTIONAL_STRING_SCHEMA), List.of(TEXT, TEXT)),
            new Form("array of text arrays", array(array(Schema.OPTIONAL_STRING_SCHEMA)), List.of(List.of(TEXT))),
            new Form("hstore with more", HSTORE, Map.of(TEXT, TEXT, "a", "b")));

    @ParameterizedTest
    @FieldSource("FORMS")
    void recognizesEveryForm(Form form) {
        assertThat(decodeColumn(EnvelopeDecoder.create(), form.schema, form.connect, true))
                .isEqualTo(UNAVAILABLE);
    }

    @ParameterizedTest
    @FieldSource("FORMS")
    void recognizesEveryFormWithoutASchema(Form form) {
        if (form.name.equals("bytea array")) {
            return; // The next test covers it: in JSON it is the bytes' base64 in a list.
        }
        assertThat(decodeColumn(EnvelopeDecoder.create(), form.schema, form.connect, false))
                .isEqualTo(UNAVAILABLE);
    }

    @Test
    void recognizesBytesInAListWithoutASchema() {
        assertThat(decodeColumn(EnvelopeDecoder.create(), array(Schema.BYTES_SCHEMA), List.of(BYTES), false))
                .isEqualTo(UNAVAILABLE);
    }

    @ParameterizedTest
    @FieldSource("OTHERS")
    void ignoresColumnsThatCannotHoldThePlaceholder(Form form) {
        assertThat(decodeColumn(EnvelopeDecoder.create(), form.schema, form.connect, true))
                .isNotEqualTo(UNAVAILABLE)
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ignoresFieldsOfTheEnvelope(boolean withSchema) {
        Struct envelope = Messages.change("c", null, Messages.customer(1, "a", "b", "c"));
        envelope.put("source", Messages.source().put("table", TEXT));

        assertThat(EnvelopeDecoder.create().decode(null, Messages.json(envelope, withSchema)))
                .isInstanceOfSatisfying(
                        dev.ezcdc.envelope.Create.class,
                        create -> assertThat(create.source().table()).isEqualTo(TEXT));
    }

    @Test
    void usesTheConfiguredPlaceholder() {
        EnvelopeDecoder decoder = EnvelopeDecoder.builder()
                .unavailableValuePlaceholder("n/a \"quoted\"")
                .build();

        assertThat(decodeColumn(decoder, Schema.STRING_SCHEMA, "n/a \"quoted\"", true))
                .isEqualTo(UNAVAILABLE);
        assertThat(decodeColumn(decoder, Json.schema(), "{\"n/a \\\"quoted\\\"\":\"n/a \\\"quoted\\\"\"}", true))
                .isEqualTo(UNAVAILABLE);
        assertThat(decodeColumn(decoder, Schema.STRING_SCHEMA, TEXT, true)).isEqualTo(TEXT);
    }

    @Test
    void usesPlaceholdersOfBytes() {
        EnvelopeDecoder decoder = EnvelopeDecoder.builder()
                .unavailableValuePlaceholder("hex:00FF41")
                .build();

        assertThat(decodeColumn(decoder, Schema.BYTES_SCHEMA, new byte[] {0, -1, 0x41}, true))
                .isEqualTo(UNAVAILABLE);
        assertThat(decodeColumn(decoder, array(Schema.INT32_SCHEMA), List.of(0, -1, 0x41), true))
                .isEqualTo(UNAVAILABLE);
        assertThat(decodeColumn(decoder, Schema.STRING_SCHEMA, "\0\uFFFDA", true))
                .isEqualTo(UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hex:", "hex:0", "hex:zz"})
    void rejectsInvalidPlaceholders(String placeholder) {
        assertThatThrownBy(() -> EnvelopeDecoder.builder().unavailableValuePlaceholder(placeholder))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void recognizesUnavailableKeyColumns() {
        Schema key = SchemaBuilder.struct().field("k", Schema.STRING_SCHEMA).build();
        Tombstone tombstone =
                (Tombstone) EnvelopeDecoder.create().decode(Messages.json(new Struct(key).put("k", TEXT), true), null);

        assertThat(Objects.requireNonNull(tombstone.key()).get("k")).isEqualTo(UNAVAILABLE);
    }

    private static @Nullable Object decodeColumn(
            EnvelopeDecoder decoder, Schema column, Object value, boolean withSchema) {
        Schema row = SchemaBuilder.struct().optional().field("c", column).build();
        Struct after = new Struct(row).put("c", value);
        return ((Update) decoder.decode(null, Messages.json(Messages.change("u", null, after), withSchema)))
                .after()
                .get("c");
    }

    private static Schema array(Schema element) {
        return SchemaBuilder.array(element).build();
    }

    private static List<Integer> ints() {
        List<Integer> numbers = new ArrayList<>();
        for (byte b : BYTES) {
            numbers.add((int) b);
        }
        return numbers;
    }

    private static List<Long> longs() {
        return ints().stream().map(Integer::longValue).toList();
    }

    private static List<Short> shorts() {
        return ints().stream().map(Integer::shortValue).toList();
    }
}
