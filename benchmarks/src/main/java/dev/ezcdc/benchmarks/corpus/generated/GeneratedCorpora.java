package dev.ezcdc.benchmarks.corpus.generated;

import io.debezium.data.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** The records of each made corpus: as many as are asked for, always the same. */
public final class GeneratedCorpora {

    private static final long SEED = 42;
    private static final int TABLES = 20;
    private static final int SCHEMA_LASTS = 1_000;
    private static final int LARGE = 10_000;

    private GeneratedCorpora() {}

    /** A record. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Made(byte[] key, byte[] value) {}

    /** One record after the other. */
    private interface Maker {
        Made make(int number);
    }

    private static List<Made> list(int count, Maker maker) {
        List<Made> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(maker.make(i));
        }
        return made;
    }

    /** Inserts whose envelopes say which transaction they are of. */
    public static List<Made> transactions(int count, boolean schemas) {
        return inserts(count, new ChangeGenerator(SEED, schemas), "orders", DebeziumSchemas.small("orders"), true);
    }

    /** Inserts into 20 tables, mixed. */
    public static List<Made> tables(int count, boolean schemas) {
        ChangeGenerator changes = new ChangeGenerator(SEED, schemas);
        return list(count, i -> {
            String table = "table" + changes.random().nextInt(TABLES);
            return insert(changes, table, DebeziumSchemas.small(table), i, false);
        });
    }

    /** Inserts into a table to which a column is added after each thousand. */
    public static List<Made> changing(int count, boolean schemas) {
        ChangeGenerator changes = new ChangeGenerator(SEED, schemas);
        return list(count, i -> {
            List<String> columns = new ArrayList<>(List.of("first_name", "last_name", "email"));
            for (int c = 0; c < i / SCHEMA_LASTS; c++) {
                columns.add("added_" + c);
            }
            return insert(changes, "changing", DebeziumSchemas.texts("changing", columns), i, false);
        });
    }

    /** Inserts of a text of 10 KB. */
    public static List<Made> largeText(int count) {
        ChangeGenerator changes = new ChangeGenerator(SEED, true);
        Schema row = DebeziumSchemas.texts("articles", List.of("body"));
        return withText(count, changes, "articles", row, "body", random -> TextGenerator.ofLength(random, LARGE));
    }

    /** Inserts of a JSON column of 10 KB. */
    public static List<Made> largeJson(int count) {
        ChangeGenerator changes = new ChangeGenerator(SEED, true);
        return withText(
                count,
                changes,
                "documents",
                DebeziumSchemas.json("documents"),
                "document",
                random -> TextGenerator.json(random, LARGE));
    }

    /** Inserts of 1 KB in many alphabets. */
    public static List<Made> foreign(int count) {
        ChangeGenerator changes = new ChangeGenerator(SEED, true);
        Schema row = DebeziumSchemas.texts("names", List.of("body"));
        return withText(count, changes, "names", row, "body", random -> TextGenerator.foreign(random, 90));
    }

    /** Updates of MySQL's, with both images. */
    public static List<Made> mySql(int count, boolean schemas) {
        ChangeGenerator changes = new ChangeGenerator(SEED, schemas);
        Schema row = DebeziumSchemas.small("orders");
        Schema envelope = DebeziumSchemas.envelope(row, DebeziumSchemas.MYSQL_SOURCE, "orders");
        return list(
                count,
                i -> new Made(
                        changes.key(DebeziumSchemas.key("orders"), i),
                        changes.value(
                                envelope, changes.row(row, i), changes.row(row, i), changes.mySql("orders"), false)));
    }

    /** Inserts of MongoDB's, whose documents are JSON in a string. */
    public static List<Made> mongo(int count) {
        ChangeGenerator changes = new ChangeGenerator(SEED, true);
        Schema document = Json.builder().optional().build();
        Schema key = SchemaBuilder.struct()
                .name("cdctest.shop.items.Key")
                .field("id", Schema.STRING_SCHEMA)
                .build();
        Schema envelope = DebeziumSchemas.envelope(document, DebeziumSchemas.MONGO_SOURCE, "items");
        return list(
                count,
                i -> new Made(
                        changes.textKey(key, "{\"$oid\": \"" + String.format("%024x", i) + "\"}"),
                        changes.value(
                                envelope, null, TextGenerator.json(changes.random(), 2_000), changes.mongo("items"), false)));
    }

    private static List<Made> inserts(int count, ChangeGenerator changes, String table, Schema row, boolean transaction) {
        return list(count, i -> insert(changes, table, row, i, transaction));
    }

    private static Made insert(ChangeGenerator changes, String table, Schema row, int id, boolean transaction) {
        Schema envelope = DebeziumSchemas.envelope(row, DebeziumSchemas.POSTGRES_SOURCE, table);
        return new Made(
                changes.key(DebeziumSchemas.key(table), id),
                changes.value(envelope, null, changes.row(row, id), changes.postgres(table), transaction));
    }

    /** Makes a text. */
    private interface Text {
        String make(Random random);
    }

    private static List<Made> withText(int count, ChangeGenerator changes, String table, Schema row, String column, Text text) {
        Schema envelope = DebeziumSchemas.envelope(row, DebeziumSchemas.POSTGRES_SOURCE, table);
        return list(
                count,
                i -> new Made(
                        changes.key(DebeziumSchemas.key(table), i),
                        changes.value(
                                envelope,
                                null,
                                changes.row(row, i).put(column, text.make(changes.random())),
                                changes.postgres(table),
                                false)));
    }
}
