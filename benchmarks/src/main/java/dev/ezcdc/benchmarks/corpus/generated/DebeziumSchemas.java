package dev.ezcdc.benchmarks.corpus.generated;

import io.debezium.data.Enum;
import io.debezium.data.Json;
import io.debezium.time.ZonedTimestamp;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** The schemas of Debezium's connectors, copied from {@code SchemaFactory} and the SourceInfoStructMakers. */
final class DebeziumSchemas {

    static final Schema TRANSACTION = SchemaBuilder.struct()
            .name("event.block")
            .version(1)
            .optional()
            .field("id", Schema.STRING_SCHEMA)
            .field("total_order", Schema.INT64_SCHEMA)
            .field("data_collection_order", Schema.INT64_SCHEMA)
            .build();

    static final Schema POSTGRES_SOURCE = common("postgresql")
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("xmin", Schema.OPTIONAL_INT64_SCHEMA)
            .field("origin", Schema.OPTIONAL_STRING_SCHEMA)
            .field("origin_lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    static final Schema MYSQL_SOURCE = common("mysql")
            .field("table", Schema.OPTIONAL_STRING_SCHEMA)
            .field("server_id", Schema.INT64_SCHEMA)
            .field("gtid", Schema.OPTIONAL_STRING_SCHEMA)
            .field("file", Schema.STRING_SCHEMA)
            .field("pos", Schema.INT64_SCHEMA)
            .field("row", Schema.INT32_SCHEMA)
            .field("thread", Schema.OPTIONAL_INT64_SCHEMA)
            .field("query", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    static final Schema MONGO_SOURCE = common("mongo")
            .field("collection", Schema.STRING_SCHEMA)
            .field("ord", Schema.INT32_SCHEMA)
            .field("lsid", Schema.OPTIONAL_STRING_SCHEMA)
            .field("txnNumber", Schema.OPTIONAL_INT64_SCHEMA)
            .field("wallTime", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    /** Before Debezium 2.5: without microseconds, nanoseconds and the replication origin. */
    static final Schema OLDER_POSTGRES_SOURCE = older("postgresql")
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("xmin", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private DebeziumSchemas() {}

    private static SchemaBuilder common(String connector) {
        return older(connector)
                .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
                .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA);
    }

    private static SchemaBuilder older(String connector) {
        return SchemaBuilder.struct()
                .name("io.debezium.connector." + connector + ".Source")
                .version(1)
                .field("version", Schema.STRING_SCHEMA)
                .field("connector", Schema.STRING_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.INT64_SCHEMA)
                .field(
                        "snapshot",
                        Enum.builder(
                                        "true,first,first_in_data_collection,last_in_data_collection,last,false,incremental")
                                .defaultValue("false")
                                .optional()
                                .build())
                .field("db", Schema.STRING_SCHEMA)
                .field("sequence", Schema.OPTIONAL_STRING_SCHEMA);
    }

    static Schema key(String table) {
        return SchemaBuilder.struct()
                .name("cdctest.public." + table + ".Key")
                .field("id", SchemaBuilder.int32().defaultValue(0).build())
                .build();
    }

    static Schema envelope(Schema row, Schema source, String table) {
        return SchemaBuilder.struct()
                .name("cdctest.public." + table + ".Envelope")
                .version(2)
                .field("before", row)
                .field("after", row)
                .field("source", source)
                .field("transaction", TRANSACTION)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
                .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
    }

    /** Before Debezium 2.5: the transaction last, and the time in milliseconds. */
    static Schema olderEnvelope(Schema row, String table) {
        return SchemaBuilder.struct()
                .name("cdctest.public." + table + ".Envelope")
                .version(1)
                .field("before", row)
                .field("after", row)
                .field("source", OLDER_POSTGRES_SOURCE)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .field("transaction", TRANSACTION)
                .build();
    }

    private static SchemaBuilder row(String table) {
        return SchemaBuilder.struct()
                .name("cdctest.public." + table + ".Value")
                .optional()
                .field("id", SchemaBuilder.int32().defaultValue(0).build());
    }

    /** Returns the schema of a table with a few columns, one of them named after the table. */
    static Schema fewColumns(String table) {
        return row(table)
                .field(table + "_name", Schema.OPTIONAL_STRING_SCHEMA)
                .field("email", Schema.OPTIONAL_STRING_SCHEMA)
                .field("amount", Schema.OPTIONAL_INT64_SCHEMA)
                .field("updated_at", ZonedTimestamp.builder().optional().build())
                .build();
    }

    static Schema textColumns(String table, List<String> columns) {
        SchemaBuilder row = row(table);
        columns.forEach(column -> row.field(column, Schema.OPTIONAL_STRING_SCHEMA));
        return row.build();
    }

    static Schema jsonColumn(String table) {
        return row(table).field("document", Json.builder().optional().build()).build();
    }
}
