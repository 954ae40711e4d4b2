package dev.ezcdc.envelope.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;

/** Builds records from Connect data with Kafka's JsonConverter, with schema or without. */
public final class Messages {

    static final Schema CUSTOMER_KEY = SchemaBuilder.struct()
            .name("cdctest.public.customers.Key")
            .field("id", SchemaBuilder.int32().defaultValue(0).build())
            .build();

    static final Schema CUSTOMER = SchemaBuilder.struct()
            .optional()
            .name("cdctest.public.customers.Value")
            .field("id", SchemaBuilder.int32().defaultValue(0).build())
            .field("first_name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("last_name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("email", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    static final Schema SOURCE = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.Source")
            .version(1)
            .field("version", Schema.STRING_SCHEMA)
            .field("connector", Schema.STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field(
                    "snapshot",
                    SchemaBuilder.string().optional().defaultValue("false").build())
            .field("db", Schema.STRING_SCHEMA)
            .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("xmin", Schema.OPTIONAL_INT64_SCHEMA)
            .field("origin", Schema.OPTIONAL_STRING_SCHEMA)
            .field("origin_lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    static final Schema TRANSACTION_BLOCK = SchemaBuilder.struct()
            .optional()
            .name("event.block")
            .version(1)
            .field("id", Schema.STRING_SCHEMA)
            .field("total_order", Schema.INT64_SCHEMA)
            .field("data_collection_order", Schema.INT64_SCHEMA)
            .build();

    private Messages() {}

    /** Returns the schema of an envelope for rows with the given schema. */
    static Schema envelope(Schema row) {
        return SchemaBuilder.struct()
                .name("cdctest.public.customers.Envelope")
                .version(2)
                .field("before", row)
                .field("after", row)
                .field("source", SOURCE)
                .field("transaction", TRANSACTION_BLOCK)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
                .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
    }

    static Struct customer(int id, @Nullable String first, @Nullable String last, @Nullable String email) {
        return new Struct(CUSTOMER)
                .put("id", id)
                .put("first_name", first)
                .put("last_name", last)
                .put("email", email);
    }

    static Struct source() {
        return new Struct(SOURCE)
                .put("version", "3.7.0.Final")
                .put("connector", "postgresql")
                .put("name", "cdctest")
                .put("ts_ms", 1_703_166_402_653L)
                .put("snapshot", "false")
                .put("db", "cdctest")
                .put("sequence", "[\"24284632\",\"24284688\"]")
                .put("ts_us", 1_703_166_402_653_123L)
                .put("ts_ns", 1_703_166_402_653_123_000L)
                .put("schema", "public")
                .put("table", "customers")
                .put("txId", 740L)
                .put("lsn", 24_284_688L);
    }

    public static Struct change(String op, @Nullable Struct before, @Nullable Struct after) {
        Schema row = before != null ? before.schema() : after != null ? after.schema() : CUSTOMER;
        return new Struct(envelope(row))
                .put("before", before)
                .put("after", after)
                .put("source", source())
                .put("op", op)
                .put("ts_ms", 1_703_166_402_765L)
                .put("ts_us", 1_703_166_402_765_432L)
                .put("ts_ns", 1_703_166_402_765_432_100L);
    }

    static byte[] key(int id, boolean withSchema) {
        return json(new Struct(CUSTOMER_KEY).put("id", id), withSchema);
    }

    public static byte[] json(Struct struct, boolean withSchema) {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", withSchema), false);
            return converter.fromConnectData("topic", struct.schema(), struct);
        }
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
