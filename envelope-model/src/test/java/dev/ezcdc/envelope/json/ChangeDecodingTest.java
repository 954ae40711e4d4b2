package dev.ezcdc.envelope.json;

import static dev.ezcdc.envelope.json.Messages.change;
import static dev.ezcdc.envelope.json.Messages.customer;
import static dev.ezcdc.envelope.json.Messages.json;
import static dev.ezcdc.envelope.json.Messages.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.Truncate;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Unavailable;
import dev.ezcdc.envelope.source.PostgresPosition;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Snapshot;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decodes changes with and without a schema. */
class ChangeDecodingTest {

    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesCreateWithRowAndKey(boolean withSchema) {
        Struct envelope = change("c", null, customer(2, "john", "doe", "john.doe"));
        CdcRecord decoded = decoder.decode(key(2, withSchema), json(envelope, withSchema));

        assertThat(decoded).isInstanceOfSatisfying(Create.class, create -> {
            assertThat(create.after().asMap().toString())
                    .isEqualTo("{id=2, first_name=john, last_name=doe, email=john.doe}");
            assertThat(Objects.requireNonNull(create.key()).asMap().toString()).isEqualTo("{id=2}");
            assertThat(create.timestamp()).isEqualTo(Instant.parse("2023-12-21T13:46:42.765432100Z"));
            assertThat(create.transaction()).isNull();
            assertThat(create.extra().isEmpty()).isTrue();
        });
    }

    @Test
    void typesColumnsBySchemaOrJson() {
        Struct envelope = change("c", null, customer(2, "john", "doe", null));
        Create typed = (Create) decoder.decode(null, json(envelope, true));
        Create untyped = (Create) decoder.decode(null, json(envelope, false));

        assertThat(typed.after().get("id")).isEqualTo(2);
        assertThat(untyped.after().get("id")).isEqualTo(2L);
        assertThat(typed.after().columns().get(1).type().optional()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesEveryFieldOfThePostgresSource(boolean withSchema) {
        ChangeEvent event =
                (ChangeEvent) decoder.decode(null, json(change("c", null, customer(1, "a", "b", "c")), withSchema));

        assertThat(event.source()).isInstanceOfSatisfying(PostgresSource.class, source -> {
            assertThat(source.version()).isEqualTo("3.7.0.Final");
            assertThat(source.name()).isEqualTo("cdctest");
            assertThat(source.db()).isEqualTo("cdctest");
            assertThat(source.schema()).isEqualTo("public");
            assertThat(source.table()).isEqualTo("customers");
            assertThat(source.snapshot()).isEqualTo(Snapshot.FALSE);
            assertThat(source.timestamp()).isEqualTo(Instant.parse("2023-12-21T13:46:42.653123Z"));
            assertThat(source.txId()).isEqualTo(740);
            assertThat(source.lsn()).isEqualTo(24_284_688);
            assertThat(source.xmin()).isNull();
            assertThat(source.extra().isEmpty()).isTrue();
        });
        assertThat(event.position()).isEqualTo(new PostgresPosition(24_284_632, 24_284_688));
    }

    @Test
    void snapshotReadsHaveNoPosition() {
        Struct envelope = change("r", null, customer(1, "a", "b", "c"));
        envelope.put("source", Messages.source().put("snapshot", "last"));

        Read read = (Read) decoder.decode(key(1, true), json(envelope, true));

        assertThat(read.source().snapshot()).isEqualTo(Snapshot.LAST);
        assertThat(read.position()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesUpdateWithBothRows(boolean withSchema) {
        Struct envelope = change("u", customer(1, "a", "b", "old"), customer(1, "a", "b", "new"));
        Update update = (Update) decoder.decode(key(1, withSchema), json(envelope, withSchema));

        assertThat(Objects.requireNonNull(update.before()).get("email")).isEqualTo("old");
        assertThat(update.after().get("email")).isEqualTo("new");
    }

    @Test
    void decodesUpdateWithoutFullReplicaIdentity() {
        Update update =
                (Update) decoder.decode(key(1, true), json(change("u", null, customer(1, "a", "b", "new")), true));

        assertThat(update.before()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesDeleteWithTheRowBefore(boolean withSchema) {
        Delete delete = (Delete)
                decoder.decode(key(1, withSchema), json(change("d", customer(1, "a", "b", "c"), null), withSchema));

        assertThat(Objects.requireNonNull(delete.before()).get("email")).isEqualTo("c");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesKeyWithoutValueAsTombstone(boolean withSchema) {
        Tombstone tombstone = (Tombstone) decoder.decode(key(7, withSchema), null);

        assertThat(Objects.requireNonNull(tombstone.key()).asMap().toString()).isEqualTo("{id=7}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesTruncateWithoutKeyAndRows(boolean withSchema) {
        CdcRecord decoded = decoder.decode(null, json(change("t", null, null), withSchema));

        assertThat(decoded).isInstanceOf(Truncate.class);
        assertThat(((Truncate) decoded).key()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesLogicalMessageWithItsBytes(boolean withSchema) {
        Schema message = SchemaBuilder.struct()
                .name("io.debezium.connector.postgresql.Message")
                .field("prefix", Schema.OPTIONAL_STRING_SCHEMA)
                .field("content", Schema.OPTIONAL_BYTES_SCHEMA)
                .build();
        Schema schema = SchemaBuilder.struct()
                .name("io.debezium.connector.postgresql.MessageValue")
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .field("source", Messages.SOURCE)
                .field("message", message)
                .build();
        Struct value = new Struct(schema)
                .put("op", "m")
                .put("ts_ms", 1_703_166_402_765L)
                .put("source", Messages.source().put("table", "").put("schema", ""))
                .put("message", new Struct(message).put("prefix", "audit").put("content", new byte[] {1, 2, -1}));

        LogicalMessage decoded = (LogicalMessage) decoder.decode(null, json(value, withSchema));

        assertThat(decoded.prefix()).isEqualTo("audit");
        assertThat(decoded.content()).containsExactly(1, 2, -1);
        assertThat(decoded.timestamp()).isEqualTo(Instant.ofEpochMilli(1_703_166_402_765L));
    }

    @Test
    void decodesThePositionInTheTransaction() {
        Struct envelope = change("c", null, customer(1, "a", "b", "c"));
        envelope.put(
                "transaction",
                new Struct(Messages.TRANSACTION_BLOCK)
                        .put("id", "740:24284688")
                        .put("total_order", 3L)
                        .put("data_collection_order", 2L));

        TransactionBlock block =
                Objects.requireNonNull(((Create) decoder.decode(null, json(envelope, true))).transaction());

        assertThat(block).isEqualTo(new TransactionBlock("740:24284688", 3, 2));
        assertThat(block.transactionId()).isEqualTo("740");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void distinguishesUnavailableFromNull(boolean withSchema) {
        Struct envelope = change("u", null, customer(1, "__debezium_unavailable_value", "b", null));
        Update update = (Update) decoder.decode(null, json(envelope, withSchema));

        assertThat(update.after().get("first_name")).isEqualTo(Unavailable.UNAVAILABLE);
        assertThat(update.after().get("email")).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void acceptsColumnsNamedPayloadSchemaAndOp(boolean withSchema) {
        Schema row = SchemaBuilder.struct()
                .optional()
                .field("schema", Schema.STRING_SCHEMA)
                .field("payload", Schema.STRING_SCHEMA)
                .field("op", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct after = new Struct(row).put("schema", "s").put("payload", "p").put("op", "d");
        Schema keySchema = SchemaBuilder.struct()
                .field("schema", Schema.STRING_SCHEMA)
                .field("payload", Schema.STRING_SCHEMA)
                .build();
        byte[] key = json(new Struct(keySchema).put("schema", "s").put("payload", "p"), withSchema);

        Create create = (Create) decoder.decode(key, json(change("c", null, after), withSchema));

        assertThat(create.after().asMap().toString()).isEqualTo("{schema=s, payload=p, op=d}");
        assertThat(Objects.requireNonNull(create.key()).asMap().toString()).isEqualTo("{schema=s, payload=p}");
    }

    @Test
    void keepsUnknownFields() {
        String json = Messages.text(json(change("c", null, customer(1, "a", "b", "c")), false));
        String newer = json.replace("\"op\":", "\"new_in_4\":{\"x\":1},\"op\":")
                .replace("\"lsn\":", "\"timeline\":5,\"lsn\":");

        Create create = (Create) decoder.decode(null, Messages.utf8(newer));

        assertThat(create.extra().asMap()).containsOnlyKeys("new_in_4");
        assertThat(create.source().extra().get("timeline")).isEqualTo(5L);
    }

    @Test
    void keepsEveryFieldOfUnknownConnectors() {
        String json = Messages.text(json(change("c", null, customer(1, "a", "b", "c")), false))
                .replace("\"postgresql\"", "\"vitess\"");

        Create create = (Create) decoder.decode(null, Messages.utf8(json));

        assertThat(create.source().connector()).isEqualTo("vitess");
        assertThat(create.source().extra().get("lsn")).isEqualTo(24_284_688L);
        assertThat(create.position()).isNull();
    }

    @Test
    void resultsDoNotReferToTheInput() {
        byte[] value = json(change("c", null, customer(1, "ann", "b", "c")), true);
        Create create = (Create) decoder.decode(null, value);
        String before = create.toString();
        java.util.Arrays.fill(value, (byte) '#');

        assertThat(create.toString()).isEqualTo(before);
    }
}
