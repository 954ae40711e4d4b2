package dev.ezcdc.envelope.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.FlattenedRow;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.data.Row;
import io.debezium.data.Envelope;
import io.debezium.transforms.ExtractNewRecordState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Debezium's own transform and Kafka's own converter write the records. */
class FlattenedRowsTest {

    private static final String TOPIC = "shop.public.users";

    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .name(TOPIC + ".Value")
            .optional()
            .field("id", Schema.INT32_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema SOURCE = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.Source")
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .build();
    private static final Envelope ENVELOPE = Envelope.defineSchema()
            .withName(TOPIC + ".Envelope")
            .withRecord(ROW)
            .withSource(SOURCE)
            .build();

    private static Struct row(int id, @Nullable String name) {
        return new Struct(ROW).put("id", id).put("name", name);
    }

    private static Struct source() {
        return new Struct(SOURCE).put("ts_ms", 1L).put("table", "users");
    }

    /** Flattens, writes and decodes an envelope; null if the transform drops it. */
    private static @Nullable CdcRecord decode(Struct envelope, String deletes, boolean withSchemas) {
        return decode(envelope, deletes, withSchemas, Map.of());
    }

    private static @Nullable CdcRecord decode(
            Struct envelope, String deletes, boolean withSchemas, Map<String, String> more) {
        SourceRecord original = new SourceRecord(
                Map.of(), Map.of(), TOPIC, null, KEY, new Struct(KEY).put("id", 7), ENVELOPE.schema(), envelope);
        try (ExtractNewRecordState<SourceRecord> transform = new ExtractNewRecordState<>();
                JsonConverter keys = converter(true, withSchemas);
                JsonConverter values = converter(false, withSchemas)) {
            Map<String, String> settings = new HashMap<>();
            settings.put("delete.tombstone.handling.mode", deletes);
            settings.put("add.fields", "op,table,source.ts_ms");
            settings.putAll(more);
            transform.configure(settings);
            SourceRecord flattened = transform.apply(original);
            return flattened == null
                    ? null
                    : EnvelopeDecoder.builder()
                            .flattenedRows(true)
                            .build()
                            .decode(
                                    keys.fromConnectData(TOPIC, flattened.keySchema(), flattened.key()),
                                    values.fromConnectData(TOPIC, flattened.valueSchema(), flattened.value()));
        }
    }

    private static JsonConverter converter(boolean isKey, boolean withSchemas) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", withSchemas), isKey);
        return converter;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void insertIsARowWithItsAddedFields(boolean withSchemas) {
        Struct envelope = ENVELOPE.create(row(7, "Ada"), source(), Instant.ofEpochMilli(2));
        FlattenedRow row = (FlattenedRow) Objects.requireNonNull(decode(envelope, "rewrite", withSchemas));
        assertThat(row.row().columns().asList()).extracting("name").containsExactly("id", "name");
        assertThat(row.row().getInt("id")).isEqualTo(7);
        assertThat(row.row().getString("name")).isEqualTo("Ada");
        assertThat(row.isDeleted()).isFalse();
        assertThat(row.op()).isEqualTo(Operation.CREATE);
        assertThat(row.table()).isEqualTo("users");
        assertThat(row.added().getLong("__source_ts_ms")).isEqualTo(1);
        assertThat(Objects.requireNonNull(row.key()).getInt("id")).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"rewrite, true", "rewrite, false", "rewrite-with-tombstone, true", "rewrite-with-tombstone, false"})
    void rewrittenDeleteIsADeletedRow(String deletes, boolean withSchemas) {
        Struct envelope = ENVELOPE.delete(row(7, "Ada"), source(), Instant.ofEpochMilli(2));
        FlattenedRow row = (FlattenedRow) Objects.requireNonNull(decode(envelope, deletes, withSchemas));
        assertThat(row.isDeleted()).isTrue();
        assertThat(row.op()).isEqualTo(Operation.DELETE);
        assertThat(row.row().getInt("id")).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"tombstone, true", "tombstone, false", "delete-to-tombstone, true", "delete-to-tombstone, false"})
    void deleteWithoutItsRowIsATombstone(String deletes, boolean withSchemas) {
        Struct envelope = ENVELOPE.delete(row(7, "Ada"), source(), Instant.ofEpochMilli(2));
        Tombstone tombstone = (Tombstone) Objects.requireNonNull(decode(envelope, deletes, withSchemas));
        assertThat(Objects.requireNonNull(tombstone.key()).getInt("id")).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deleteIsRecognizedWithAnotherPrefix(boolean withSchemas) {
        Struct envelope = ENVELOPE.delete(row(7, "Ada"), source(), Instant.ofEpochMilli(2));
        FlattenedRow row = (FlattenedRow)
                Objects.requireNonNull(decode(envelope, "rewrite", withSchemas, Map.of("add.fields.prefix", "cdc_")));
        assertThat(row.isDeleted()).isTrue();
        assertThat(row.op()).isEqualTo(Operation.DELETE);
        assertThat(row.row().getString("cdc_op")).isEqualTo("d");
    }

    @Test
    void columnOfTheTableIsNotAnAddedField() {
        Struct envelope = ENVELOPE.create(row(7, null), source(), Instant.ofEpochMilli(2));
        FlattenedRow row = (FlattenedRow) Objects.requireNonNull(decode(envelope, "drop", true));
        assertThat(row.row().contains("name")).isTrue();
        assertThat(row.added().asMap()).containsOnlyKeys("__op", "__table", "__source_ts_ms");
        assertThat(row.added()).isNotEqualTo(Row.EMPTY);
    }
}
