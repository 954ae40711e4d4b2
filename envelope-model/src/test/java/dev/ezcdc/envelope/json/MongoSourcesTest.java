package dev.ezcdc.envelope.json;

import static dev.ezcdc.envelope.json.SourcesTest.commonSchema;
import static dev.ezcdc.envelope.json.SourcesTest.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.UpdateDescription;
import dev.ezcdc.envelope.UpdateDescription.TruncatedArray;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.MongoSource;
import io.debezium.data.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decodes MongoDB's changes, whose rows are documents in strings. */
class MongoSourcesTest {

    private static final Schema MONGO = commonSchema("mongodb")
            .field("collection", Schema.STRING_SCHEMA)
            .field("ord", Schema.INT32_SCHEMA)
            .field("lsid", Schema.OPTIONAL_STRING_SCHEMA)
            .field("txnNumber", Schema.OPTIONAL_INT64_SCHEMA)
            .field("wallTime", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private static final Schema TRUNCATED = SchemaBuilder.struct()
            .name("io.debezium.connector.mongodb.changestream.truncatedarray")
            .field("field", Schema.STRING_SCHEMA)
            .field("size", Schema.INT32_SCHEMA)
            .build();
    private static final Schema DESCRIPTION = SchemaBuilder.struct()
            .optional()
            .name("io.debezium.connector.mongodb.changestream.updatedescription")
            .field(
                    "removedFields",
                    SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
            .field("updatedFields", Json.builder().optional().build())
            .field("truncatedArrays", SchemaBuilder.array(TRUNCATED).optional().build())
            .build();

    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesMongoDocumentsAsRows(boolean withSchema) {
        Create create = (Create) decodeMongo(
                "c",
                null,
                "{\"_id\": {\"$oid\": \"596e275826f08b2730779e1f\"},\"n\": 1,\"n\": 2,\"tags\": [1.5, null]}",
                null,
                withSchema);

        assertThat(create.after().asMap().toString())
                .isEqualTo("{_id={$oid=596e275826f08b2730779e1f}, n=2, tags=[1.5, null]}");
        assertThat(Objects.requireNonNull(create.key()).get("id")).isEqualTo("{\"$oid\": \"596e\"}");
        assertThat(create.source()).isInstanceOfSatisfying(MongoSource.class, source -> {
            assertThat(source.table()).isEqualTo("customers");
            assertThat(source.ord()).isEqualTo(31);
            assertThat(source.wallTime()).isEqualTo(Instant.ofEpochMilli(9));
            assertThat(source.extra().isEmpty()).isTrue();
        });
        assertThat(create.position()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesMongoUpdateDescription(boolean withSchema) {
        Struct truncated = new Struct(TRUNCATED).put("field", "tags").put("size", 1);
        Struct description = new Struct(DESCRIPTION)
                .put("removedFields", List.of("a.b"))
                .put("updatedFields", "{\"c.d\": 1}")
                .put("truncatedArrays", List.of(truncated));

        Update update = (Update) decodeMongo("u", null, null, description, withSchema);

        assertThat(update.after()).isEqualTo(Row.EMPTY);
        assertThat(UpdateDescription.from(update)).satisfies(changed -> {
            assertThat(changed).isNotNull();
            assertThat(changed.removedFields()).containsExactly("a.b");
            assertThat(changed.updatedFields().asMap()).isEqualTo(Map.of("c.d", 1L));
            assertThat(changed.truncatedArrays()).containsExactly(new TruncatedArray("tags", 1));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "{", "{} {}", "{\"a\":}"})
    void rejectsInvalidDocuments(String document) {
        assertThatThrownBy(() -> decodeMongo("c", null, document, null, true))
                .isInstanceOf(MalformedEnvelopeException.class)
                .hasMessageContaining("a JSON document");
    }

    private ChangeEvent decodeMongo(
            String op,
            @Nullable String before,
            @Nullable String after,
            @Nullable Struct description,
            boolean withSchema) {
        Schema envelope = SchemaBuilder.struct()
                .name("shop.shop.customers.Envelope")
                .field("before", Json.builder().optional().build())
                .field("after", Json.builder().optional().build())
                .field("updateDescription", DESCRIPTION)
                .field("source", MONGO)
                .field("op", Schema.OPTIONAL_STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .field("transaction", Messages.TRANSACTION_BLOCK)
                .build();
        Struct source = source(MONGO, "mongodb")
                .put("collection", "customers")
                .put("ord", 31)
                .put("wallTime", 9L);
        Schema key = SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).build();
        return (ChangeEvent) decoder.decode(
                Messages.json(new Struct(key).put("id", "{\"$oid\": \"596e\"}"), withSchema),
                Messages.json(
                        new Struct(envelope)
                                .put("before", before)
                                .put("after", after)
                                .put("updateDescription", description)
                                .put("source", source)
                                .put("op", op)
                                .put("ts_ms", 7L),
                        withSchema));
    }
}
