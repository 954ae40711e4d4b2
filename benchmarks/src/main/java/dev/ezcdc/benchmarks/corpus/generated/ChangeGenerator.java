package dev.ezcdc.benchmarks.corpus.generated;

import io.debezium.time.ZonedTimestamp;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;

/** Generates changes. The same seed gives the same changes. Not thread-safe. */
final class ChangeGenerator {

    private static final String TOPIC = "generated";
    private static final long START_MILLIS = 1_795_336_280_000L;

    private final Random random;
    private final JsonConverter keys = new JsonConverter();
    private final JsonConverter values = new JsonConverter();
    private long lsn = 28_878_920;
    private int number;

    ChangeGenerator(long seed, boolean hasSchemas) {
        random = new Random(seed);
        keys.configure(Map.of("schemas.enable", hasSchemas), true);
        values.configure(Map.of("schemas.enable", hasSchemas), false);
    }

    Random random() {
        return random;
    }

    byte[] key(Schema schema, int id) {
        return keys.fromConnectData(TOPIC, schema, new Struct(schema).put("id", id));
    }

    byte[] textKey(Schema schema, String id) {
        return keys.fromConnectData(TOPIC, schema, new Struct(schema).put("id", id));
    }

    byte[] value(Schema envelope, @Nullable Object before, @Nullable Object after, Struct source, boolean transaction) {
        Struct value =
                new Struct(envelope).put("before", before).put("after", after).put("source", source);
        String op = before == null ? "c" : after == null ? "d" : "u";
        long nanos = nanos();
        value.put("op", op).put("ts_ms", nanos / 1_000_000);
        if (envelope.field("ts_ns") != null) {
            value.put("ts_us", nanos / 1_000).put("ts_ns", nanos);
        }
        if (transaction) {
            value.put(
                    "transaction",
                    new Struct(DebeziumSchemas.TRANSACTION)
                            .put("id", (700 + number / 3) + ":" + lsn)
                            .put("total_order", number % 3 + 1L)
                            .put("data_collection_order", number % 3 + 1L));
        }
        return values.fromConnectData(TOPIC, envelope, value);
    }

    private long nanos() {
        return (START_MILLIS + 37L * number) * 1_000_000 + random.nextInt(1_000_000);
    }

    private Struct common(Schema schema, String connector) {
        number++;
        long micros = nanos() / 1_000;
        Struct source = new Struct(schema)
                .put("version", "3.7.0.Final")
                .put("connector", connector)
                .put("name", "cdctest")
                .put("ts_ms", micros / 1_000)
                .put("snapshot", "false")
                .put("db", "cdctest");
        if (schema.field("ts_ns") != null) {
            source.put("ts_us", micros).put("ts_ns", micros * 1_000);
        }
        return source;
    }

    Struct postgres(String table) {
        return postgres(DebeziumSchemas.POSTGRES_SOURCE, table);
    }

    /** Generates the source of a connector before Debezium 2.5. */
    Struct olderPostgres(String table) {
        return postgres(DebeziumSchemas.OLDER_POSTGRES_SOURCE, table).put("version", "2.4.2.Final");
    }

    private Struct postgres(Schema schema, String table) {
        long last = lsn;
        lsn += 100 + random.nextInt(500);
        return common(schema, "postgresql")
                .put("sequence", "[\"" + last + "\",\"" + lsn + "\"]")
                .put("schema", "public")
                .put("table", table)
                .put("txId", 759L + number)
                .put("lsn", lsn);
    }

    Struct mySql(String table) {
        lsn += 100 + random.nextInt(500);
        return common(DebeziumSchemas.MYSQL_SOURCE, "mysql")
                .put("table", table)
                .put("server_id", 223344L)
                .put("gtid", "d6dcb1a5-aa4b-11ef-8f1c-0242ac110002:" + number)
                .put("file", "binlog.000003")
                .put("pos", lsn)
                .put("row", 0)
                .put("thread", 11L);
    }

    Struct mongo(String collection) {
        return common(DebeziumSchemas.MONGO_SOURCE, "mongodb")
                .put("collection", collection)
                .put("ord", number)
                .put("wallTime", START_MILLIS + number);
    }

    /** Generates a row with random values of the columns' types. */
    Struct row(Schema schema, int id) {
        Struct row = new Struct(schema).put("id", id);
        for (Field field : schema.fields()) {
            if (!field.name().equals("id")) {
                row.put(field, random.nextInt(20) == 0 ? null : value(field.schema()));
            }
        }
        return row;
    }

    private Object value(Schema schema) {
        if (ZonedTimestamp.SCHEMA_NAME.equals(schema.name())) {
            return String.format(
                    Locale.ROOT,
                    "2026-%02d-%02dT%02d:%02d:%02d.%06dZ",
                    1 + random.nextInt(12),
                    1 + random.nextInt(28),
                    random.nextInt(24),
                    random.nextInt(60),
                    random.nextInt(60),
                    random.nextInt(1_000_000));
        }
        return schema.type() == Schema.Type.INT64
                ? (Object) (random.nextLong() >> random.nextInt(50))
                : TextGenerator.words(random, 1 + random.nextInt(4));
    }
}
