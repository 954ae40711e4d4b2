package dev.ezcdc.envelope.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.TableId;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** Types messages without a schema. */
class SchemaSourceTest {

    private static final TableId CUSTOMERS = new TableId("cdctest", "cdctest", "public", "customers");
    private static final Schema ROW = SchemaBuilder.struct()
            .optional()
            .field("id", Schema.INT32_SCHEMA)
            .field("born", io.debezium.time.Date.builder().optional().build())
            .field("price", Decimal.builder(2).optional().build())
            .field("photo", Schema.OPTIONAL_BYTES_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field(
                    "vector",
                    SchemaBuilder.array(Schema.FLOAT32_SCHEMA).optional().build())
            .build();

    private final Struct row = new Struct(ROW)
            .put("id", 1)
            .put("born", 19_712)
            .put("price", new BigDecimal("1.50"))
            .put("photo", new byte[] {1, 2})
            .put("note", "__debezium_unavailable_value")
            .put("vector", List.of(1f, 2f));

    @Test
    void keepsJsonTypesWithoutASource() {
        Row after = create(EnvelopeDecoder.create(), row, false).after();

        assertThat(after.get("born")).isEqualTo(19_712L);
        assertThat(after.get("price")).isEqualTo("AJY=");
    }

    @Test
    void learnsTypesFromMessagesOfTheSameTable() {
        EnvelopeDecoder decoder =
                EnvelopeDecoder.builder().schemaSource(SchemaSource.learning()).build();
        Create untyped = create(decoder, row, false);
        Create typed = create(decoder, row, true);
        Create learned = create(decoder, row, false);

        assertThat(untyped.after().get("id")).isEqualTo(1L);
        assertThat(learned.after()).isEqualTo(typed.after());
        assertThat(learned.source()).isEqualTo(typed.source());
        assertThat(learned.after().get("born")).isEqualTo(LocalDate.of(2023, 12, 21));
        assertThat(learned.after().get("note")).isEqualTo(Unavailable.UNAVAILABLE);
        assertThat(learned.key())
                .isEqualTo(decoder.decode(Messages.key(1, false), null) instanceof Tombstone it ? it.key() : null);
    }

    @Test
    void usesTypesFromConnectSchemas() {
        byte[] envelope = schemaOf(Messages.json(Messages.change("c", null, row), true));
        byte[] key = schemaOf(Messages.key(1, true));
        TableTypes types = TableTypes.fromConnectSchemas(key, envelope);
        EnvelopeDecoder decoder = EnvelopeDecoder.builder()
                .schemaSource(SchemaSource.fixed(Map.of(CUSTOMERS, types)))
                .build();

        assertThat(create(decoder, row, false).after())
                .isEqualTo(create(EnvelopeDecoder.create(), row, true).after());
    }

    @Test
    void keepsColumnsOfTheMessageWhenTheTableWasAltered() {
        EnvelopeDecoder decoder =
                EnvelopeDecoder.builder().schemaSource(SchemaSource.learning()).build();
        create(decoder, row, true);
        Schema altered = SchemaBuilder.struct()
                .optional()
                .field("id", Schema.INT32_SCHEMA)
                .field("email", Schema.STRING_SCHEMA)
                .build();

        Create create = create(decoder, new Struct(altered).put("id", 1).put("email", "x"), false);

        assertThat(create.after().asMap()).isEqualTo(Map.of("id", 1, "email", "x"));
        assertThat(create.after().contains("born")).isFalse();
        assertThat(create.after().columns().get(1).type()).isEqualTo(ColumnType.UNTYPED);
    }

    @Test
    void ignoresAllTypesIfAValueDoesNotFit() {
        EnvelopeDecoder decoder =
                EnvelopeDecoder.builder().schemaSource(SchemaSource.learning()).build();
        create(decoder, row, true);
        Schema altered = SchemaBuilder.struct()
                .optional()
                .field("id", Schema.INT32_SCHEMA)
                .field("born", Schema.STRING_SCHEMA)
                .build();

        Create create = create(decoder, new Struct(altered).put("id", 1).put("born", "spring"), false);

        assertThat(create.after().asMap()).isEqualTo(Map.of("id", 1L, "born", "spring"));
    }

    @Test
    void rejectsInvalidConnectSchemas() {
        assertThatThrownBy(() -> TableTypes.fromConnectSchemas(null, "{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Connect schema");
    }

    private static byte[] schemaOf(byte[] json) {
        String text = Messages.text(json);
        return Messages.utf8(text.substring(text.indexOf("{", 1), text.lastIndexOf(",\"payload\":")));
    }

    private static Create create(EnvelopeDecoder decoder, Struct row, boolean withSchema) {
        return (Create)
                decoder.decode(Messages.key(1, withSchema), Messages.json(Messages.change("c", null, row), withSchema));
    }
}
