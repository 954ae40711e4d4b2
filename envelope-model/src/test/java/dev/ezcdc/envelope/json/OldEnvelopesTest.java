package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.MySqlSource;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Snapshot;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Envelopes of connectors before 3.4, with and without a schema. The messages are constructed from the fields of each
 * version's SourceInfo, not captured.
 */
class OldEnvelopesTest {

    private static final long MILLIS = 1_559_033_904_863L;

    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();

    /** Until 1.0 {@code snapshot} was a boolean; the transaction block came with 1.1, {@code sequence} with 1.5. */
    @ParameterizedTest
    @CsvSource({"0.9.5.Final,false,false", "1.0.3.Final,true,false", "1.9.7.Final,true,true", "2.5.4.Final,true,true"})
    void decodesPostgresCreate(String version, boolean snapshotIsText, boolean hasSequence) {
        SchemaBuilder fields = sourceSchema(snapshotIsText);
        if (hasSequence) {
            fields.field("sequence", Schema.OPTIONAL_STRING_SCHEMA);
        }
        fields.field("schema", Schema.STRING_SCHEMA)
                .field("table", Schema.STRING_SCHEMA)
                .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
                .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
                .field("xmin", Schema.OPTIONAL_INT64_SCHEMA);
        Struct source = source(fields.build(), version, "postgresql", snapshotIsText)
                .put("schema", "public")
                .put("table", "customers")
                .put("txId", 556L)
                .put("lsn", 24_023_128L);
        if (hasSequence) {
            source.put("sequence", "[\"24023119\",\"24023128\"]");
        }
        for (byte[] message : messages(source, null, row("ann"))) {
            Create create = (Create) decode(message);

            assertThat(create.after().get("name")).isEqualTo("ann");
            assertThat(create.timestamp()).isEqualTo(Instant.ofEpochMilli(MILLIS + 1));
            assertThat(create.transaction()).isNull();
            PostgresSource decoded = (PostgresSource) create.source();
            assertThat(decoded.version()).isEqualTo(version);
            assertThat(decoded.timestamp()).isEqualTo(Instant.ofEpochMilli(MILLIS));
            assertThat(decoded.snapshot()).isEqualTo(Snapshot.FALSE);
            assertThat(decoded.txId()).isEqualTo(556);
            assertThat(decoded.lsn()).isEqualTo(24_023_128);
            assertThat(decoded.origin()).isNull();
            assertThat(decoded.position()).isNotNull();
            assertThat(decoded.extra()).isEqualTo(Row.EMPTY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.5.Final", "1.9.7.Final", "2.5.4.Final"})
    void decodesMySqlUpdate(String version) {
        SchemaBuilder fields = sourceSchema(true);
        if (!version.startsWith("1.2")) {
            fields.field("sequence", Schema.OPTIONAL_STRING_SCHEMA);
        }
        fields.field("table", Schema.OPTIONAL_STRING_SCHEMA)
                .field("server_id", Schema.INT64_SCHEMA)
                .field("gtid", Schema.OPTIONAL_STRING_SCHEMA)
                .field("file", Schema.STRING_SCHEMA)
                .field("pos", Schema.INT64_SCHEMA)
                .field("row", Schema.INT32_SCHEMA)
                .field("thread", Schema.OPTIONAL_INT64_SCHEMA)
                .field("query", Schema.OPTIONAL_STRING_SCHEMA);
        Struct source = source(fields.build(), version, "mysql", true)
                .put("table", "customers")
                .put("server_id", 223_344L)
                .put("file", "mysql-bin.000003")
                .put("pos", 484L)
                .put("row", 0)
                .put("thread", 7L)
                .put("query", "update customers set name = 'ann'");
        for (byte[] message : messages(source, row("anne"), row("ann"))) {
            Update update = (Update) decode(message);

            assertThat(update.changedColumns()).containsExactly("name");
            MySqlSource decoded = (MySqlSource) update.source();
            assertThat(decoded.timestamp()).isEqualTo(Instant.ofEpochMilli(MILLIS));
            assertThat(decoded.gtid()).isNull();
            assertThat(decoded.file()).isEqualTo("mysql-bin.000003");
            assertThat(decoded.pos()).isEqualTo(484);
            assertThat(decoded.thread()).isEqualTo(7);
            assertThat(decoded.query()).isEqualTo("update customers set name = 'ann'");
        }
    }

    @Test
    void booleanSnapshotIsASnapshot() {
        String text = new String(
                messages(
                                source(postgresSchema(), "0.9.5.Final", "postgresql", false)
                                        .put("schema", "public")
                                        .put("table", "customers"),
                                null,
                                row("ann"))
                        .get(1),
                UTF_8);

        Create create = (Create)
                decode(text.replace("\"snapshot\":false", "\"snapshot\":true").getBytes(UTF_8));

        assertThat(create.source().snapshot()).isEqualTo(Snapshot.TRUE);
        assertThat(create.source().position()).isNull();
    }

    private static Schema postgresSchema() {
        return sourceSchema(false)
                .field("schema", Schema.STRING_SCHEMA)
                .field("table", Schema.STRING_SCHEMA)
                .build();
    }

    /** Decodes twice, so that a shape learned from the first record must not change the second. */
    private Object decode(byte[] message) {
        Object first = decoder.decode(null, message);
        assertThat(decoder.decode(null, message)).isEqualTo(first);
        return first;
    }

    private static SchemaBuilder sourceSchema(boolean snapshotIsText) {
        return SchemaBuilder.struct()
                .name("source")
                .field("version", Schema.STRING_SCHEMA)
                .field("connector", Schema.STRING_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.INT64_SCHEMA)
                .field(
                        "snapshot",
                        snapshotIsText
                                ? SchemaBuilder.string()
                                        .optional()
                                        .defaultValue("false")
                                        .build()
                                : SchemaBuilder.bool()
                                        .optional()
                                        .defaultValue(false)
                                        .build())
                .field("db", Schema.STRING_SCHEMA);
    }

    private static Struct source(Schema schema, String version, String connector, boolean snapshotIsText) {
        return new Struct(schema)
                .put("version", version)
                .put("connector", connector)
                .put("name", "cdctest")
                .put("ts_ms", MILLIS)
                .put("snapshot", snapshotIsText ? "false" : (Object) false)
                .put("db", "cdctest");
    }

    private static Struct row(String name) {
        return new Struct(SchemaBuilder.struct()
                        .optional()
                        .name("cdctest.public.customers.Value")
                        .field("id", Schema.INT32_SCHEMA)
                        .field("name", Schema.OPTIONAL_STRING_SCHEMA)
                        .build())
                .put("id", 1)
                .put("name", name);
    }

    /** Returns the record with a schema and without. Until 1.1 an envelope had no transaction, until 2.6 only ts_ms. */
    private static List<byte[]> messages(Struct source, @Nullable Struct before, Struct after) {
        Schema schema = SchemaBuilder.struct()
                .name("cdctest.public.customers.Envelope")
                .field("before", after.schema())
                .field("after", after.schema())
                .field("source", source.schema())
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        Struct envelope = new Struct(schema)
                .put("before", before)
                .put("after", after)
                .put("source", source)
                .put("op", before == null ? "c" : "u")
                .put("ts_ms", MILLIS + 1);
        return List.of(Messages.json(envelope, true), Messages.json(envelope, false));
    }
}
