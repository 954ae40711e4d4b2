package dev.ezcdc.envelope.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.source.Db2Source;
import dev.ezcdc.envelope.source.LsnPosition;
import dev.ezcdc.envelope.source.MySqlPosition;
import dev.ezcdc.envelope.source.MySqlSource;
import dev.ezcdc.envelope.source.OracleSource;
import dev.ezcdc.envelope.source.OtherSource;
import dev.ezcdc.envelope.source.SqlServerSource;
import io.debezium.schema.SchemaFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decodes the source of every connector. The schemas are those of the connectors' {@code SourceInfoStructMaker}s. */
class SourcesTest {

    private static final Schema MYSQL = commonSchema("mysql")
            .field("table", Schema.OPTIONAL_STRING_SCHEMA)
            .field("server_id", Schema.INT64_SCHEMA)
            .field("gtid", Schema.OPTIONAL_STRING_SCHEMA)
            .field("file", Schema.STRING_SCHEMA)
            .field("pos", Schema.INT64_SCHEMA)
            .field("row", Schema.INT32_SCHEMA)
            .field("thread", Schema.OPTIONAL_INT64_SCHEMA)
            .field("query", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema SQL_SERVER = commonSchema("sqlserver")
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("change_lsn", Schema.OPTIONAL_STRING_SCHEMA)
            .field("commit_lsn", Schema.OPTIONAL_STRING_SCHEMA)
            .field("event_serial_no", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    private static final Schema DB2 = commonSchema("db2")
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("change_lsn", Schema.OPTIONAL_STRING_SCHEMA)
            .field("commit_lsn", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema ORACLE = commonSchema("oracle")
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_STRING_SCHEMA)
            .field("scn", Schema.OPTIONAL_STRING_SCHEMA)
            .field("commit_scn", Schema.OPTIONAL_STRING_SCHEMA)
            .field("lcr_position", Schema.OPTIONAL_STRING_SCHEMA)
            .field("rs_id", Schema.OPTIONAL_STRING_SCHEMA)
            .field("ssn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("redo_thread", Schema.OPTIONAL_INT32_SCHEMA)
            .field("user_name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("redo_sql", Schema.OPTIONAL_STRING_SCHEMA)
            .field("row_id", Schema.OPTIONAL_STRING_SCHEMA)
            .field("commit_ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .field("start_scn", Schema.OPTIONAL_STRING_SCHEMA)
            .field("start_ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .field("txSeq", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    private final EnvelopeDecoder decoder = EnvelopeDecoder.create();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesMySqlSource(boolean withSchema) {
        for (String connector : List.of("mysql", "mariadb")) {
            Struct source = source(MYSQL, connector)
                    .put("table", "customers")
                    .put("server_id", 223_344L)
                    .put("gtid", "3e11fa47-71ca-11e1-9e33-c80aa9429562:23")
                    .put("file", "mysql-bin.000003")
                    .put("pos", 1_527L)
                    .put("row", 2)
                    .put("thread", 7L);

            MySqlSource decoded = (MySqlSource) create(source, withSchema).source();

            assertThat(decoded.connector()).isEqualTo(connector);
            assertThat(decoded.table()).isEqualTo("customers");
            assertThat(decoded.serverId()).isEqualTo(223_344);
            assertThat(decoded.row()).isEqualTo(2);
            assertThat(decoded.thread()).isEqualTo(7);
            assertThat(decoded.query()).isNull();
            assertThat(decoded.extra().isEmpty()).isTrue();
            assertThat(decoded.position())
                    .isEqualTo(new MySqlPosition("mysql-bin.000003", 1_527, "3e11fa47-71ca-11e1-9e33-c80aa9429562:23"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesSqlServerSource(boolean withSchema) {
        Struct source = source(SQL_SERVER, "sqlserver")
                .put("schema", "dbo")
                .put("table", "customers")
                .put("change_lsn", "00000027:00000758:0003")
                .put("commit_lsn", "00000027:00000758:0005")
                .put("event_serial_no", 2L);

        SqlServerSource decoded = (SqlServerSource) create(source, withSchema).source();

        assertThat(decoded.schema()).isEqualTo("dbo");
        assertThat(decoded.extra().isEmpty()).isTrue();
        assertThat(decoded.position())
                .isEqualTo(new LsnPosition("00000027:00000758:0005", "00000027:00000758:0003", 2));
        source.put("snapshot", "incremental");
        assertThat(create(source, withSchema).position()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesDb2Source(boolean withSchema) {
        Struct source = source(DB2, "db2")
                .put("schema", "DB2INST1")
                .put("table", "CUSTOMERS")
                .put("change_lsn", "00000000:00000000:00000000:00064e00")
                .put("commit_lsn", "00000000:00000000:00000000:00064f00");

        Db2Source decoded = (Db2Source) create(source, withSchema).source();

        assertThat(decoded.changeLsn()).isEqualTo("00000000:00000000:00000000:00064e00");
        assertThat(decoded.position()).isInstanceOf(LsnPosition.class);
        assertThat(decoded.extra().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesOracleSource(boolean withSchema) {
        Struct source = source(ORACLE, "oracle")
                .put("schema", "DEBEZIUM")
                .put("table", "CUSTOMERS")
                .put("txId", "0a001b0054220000")
                .put("scn", "18446744073709551616")
                .put("commit_scn", "18446744073709551617")
                .put("ssn", 0L)
                .put("redo_thread", 1)
                .put("commit_ts_ms", 5L)
                .put("txSeq", 3L);

        OracleSource decoded = (OracleSource) create(source, withSchema).source();

        assertThat(decoded.scn()).isEqualTo("18446744073709551616");
        assertThat(decoded.redoThread()).isEqualTo(1);
        assertThat(decoded.commitTimestamp()).isEqualTo(Instant.ofEpochMilli(5));
        assertThat(decoded.startTimestamp()).isNull();
        assertThat(decoded.txSeq()).isEqualTo(3);
        assertThat(decoded.extra().isEmpty()).isTrue();
        assertThat(decoded.position()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsEveryFieldOfOtherConnectors(boolean withSchema) {
        Schema schema = commonSchema("spanner")
                .field("table", Schema.STRING_SCHEMA)
                .field("mod_type", Schema.STRING_SCHEMA)
                .build();

        OtherSource decoded =
                (OtherSource) create(source(schema, "spanner").put("table", "t").put("mod_type", "INSERT"), withSchema)
                        .source();

        assertThat(decoded.table()).isEqualTo("t");
        assertThat(decoded.extra().asMap()).isEqualTo(Map.of("mod_type", "INSERT"));
    }

    private Create create(Struct source, boolean withSchema) {
        Struct after = Messages.customer(1, "a", "b", "c");
        Schema envelope = SchemaBuilder.struct()
                .name("shop.customers.Envelope")
                .field("before", after.schema())
                .field("after", after.schema())
                .field("source", source.schema())
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        return (Create) decoder.decode(
                null,
                Messages.json(
                        new Struct(envelope)
                                .put("after", after)
                                .put("source", source)
                                .put("op", "c")
                                .put("ts_ms", 7L),
                        withSchema));
    }

    /** Returns the schema that the sources of all connectors share, to add a connector's fields. */
    static SchemaBuilder commonSchema(String connector) {
        return SchemaFactory.get().sourceInfoSchemaBuilder().name("io.debezium.connector." + connector + ".Source");
    }

    static Struct source(Schema schema, String connector) {
        return new Struct(schema)
                .put("version", "3.7.0.Final")
                .put("connector", connector)
                .put("name", "shop")
                .put("ts_ms", 5L)
                .put("snapshot", "false")
                .put("db", "shop");
    }
}
