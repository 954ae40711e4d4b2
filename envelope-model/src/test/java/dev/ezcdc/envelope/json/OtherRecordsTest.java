package dev.ezcdc.envelope.json;

import static dev.ezcdc.envelope.json.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.Notification;
import dev.ezcdc.envelope.SchemaChange;
import dev.ezcdc.envelope.TransactionMarker;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decodes the records other than changes. Their schemas are those of {@code io.debezium.schema.SchemaFactory}. */
class OtherRecordsTest {

    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesHeartbeatWithNameFromKey(boolean withSchema) {
        Schema key = SchemaBuilder.struct()
                .name("io.debezium.connector.common.ServerNameKey")
                .field("serverName", Schema.STRING_SCHEMA)
                .build();
        Schema value = SchemaBuilder.struct()
                .name("io.debezium.connector.common.Heartbeat")
                .field("ts_ms", Schema.INT64_SCHEMA)
                .build();

        assertThat(decoder.decode(
                        json(new Struct(key).put("serverName", "cdctest"), withSchema),
                        json(new Struct(value).put("ts_ms", 1L), withSchema)))
                .isEqualTo(new Heartbeat("cdctest", Instant.ofEpochMilli(1)));
    }

    private static final Schema COLLECTION = SchemaBuilder.struct()
            .optional()
            .name("event.collection")
            .field("data_collection", Schema.STRING_SCHEMA)
            .field("event_count", Schema.INT64_SCHEMA)
            .build();
    private static final Schema TRANSACTION = SchemaBuilder.struct()
            .name("io.debezium.connector.common.TransactionMetadataValue")
            .field("status", Schema.STRING_SCHEMA)
            .field("id", Schema.STRING_SCHEMA)
            .field("event_count", Schema.OPTIONAL_INT64_SCHEMA)
            .field(
                    "data_collections",
                    SchemaBuilder.array(COLLECTION).optional().build())
            .field("ts_ms", Schema.INT64_SCHEMA)
            .build();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesBeginWithoutCounts(boolean withSchema) {
        Struct value = new Struct(TRANSACTION)
                .put("status", "BEGIN")
                .put("id", "740:24284688")
                .put("ts_ms", 5L);

        TransactionMarker marker = (TransactionMarker) decoder.decode(null, json(value, withSchema));

        assertThat(marker.status()).isEqualTo(TransactionMarker.Status.BEGIN);
        assertThat(marker.eventCount()).isNull();
        assertThat(marker.dataCollections()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesEndWithCountsByTable(boolean withSchema) {
        Struct value = new Struct(TRANSACTION)
                .put("status", "END")
                .put("id", "740:24284688")
                .put("event_count", 2L)
                .put(
                        "data_collections",
                        List.of(new Struct(COLLECTION)
                                .put("data_collection", "public.customers")
                                .put("event_count", 2L)))
                .put("ts_ms", 5L);

        TransactionMarker marker = (TransactionMarker) decoder.decode(null, json(value, withSchema));

        assertThat(marker.status()).isEqualTo(TransactionMarker.Status.END);
        assertThat(marker.eventCount()).isEqualTo(2);
        assertThat(marker.dataCollections())
                .containsExactly(new TransactionMarker.DataCollection("public.customers", 2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesSchemaChangeWithItsStatement(boolean withSchema) {
        Schema change = SchemaBuilder.struct()
                .name("io.debezium.connector.schema.Change")
                .field("type", Schema.STRING_SCHEMA)
                .field("id", Schema.STRING_SCHEMA)
                .build();
        Schema schema = SchemaBuilder.struct()
                .name("io.debezium.connector.mysql.SchemaChangeValue")
                .field("source", Messages.SOURCE)
                .field("ts_ms", Schema.INT64_SCHEMA)
                .field("databaseName", Schema.OPTIONAL_STRING_SCHEMA)
                .field("schemaName", Schema.OPTIONAL_STRING_SCHEMA)
                .field("ddl", Schema.OPTIONAL_STRING_SCHEMA)
                .field("tableChanges", SchemaBuilder.array(change).build())
                .build();
        Struct value = new Struct(schema)
                .put("source", Messages.source())
                .put("ts_ms", 5L)
                .put("databaseName", "shop")
                .put("ddl", "CREATE TABLE t (id INT)")
                .put(
                        "tableChanges",
                        List.of(new Struct(change).put("type", "CREATE").put("id", "shop.t")));

        SchemaChange decoded = (SchemaChange) decoder.decode(null, json(value, withSchema));

        assertThat(decoded.ddl()).isEqualTo("CREATE TABLE t (id INT)");
        assertThat(decoded.databaseName()).isEqualTo("shop");
        assertThat(decoded.tableChanges()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesNotificationWithItsData(boolean withSchema) {
        Schema schema = SchemaBuilder.struct()
                .name("io.debezium.connector.common.Notification")
                .field("id", Schema.STRING_SCHEMA)
                .field("type", Schema.STRING_SCHEMA)
                .field("aggregate_type", Schema.STRING_SCHEMA)
                .field(
                        "additional_data",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                                .optional()
                                .build())
                .field("timestamp", Schema.INT64_SCHEMA)
                .build();
        Struct value = new Struct(schema)
                .put("id", "x")
                .put("type", "COMPLETED")
                .put("aggregate_type", "Initial Snapshot")
                .put("additional_data", Map.of("connector_name", "cdctest"))
                .put("timestamp", 9L);

        Notification decoded = (Notification) decoder.decode(null, json(value, withSchema));

        assertThat(decoded.aggregateType()).isEqualTo("Initial Snapshot");
        assertThat(decoded.additionalData()).containsExactly(Map.entry("connector_name", "cdctest"));
    }
}
