package dev.ezcdc.benchmarks.corpus.generated;

import io.debezium.data.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** The records of each made corpus: as many as are asked for, always the same. */
public final class Generated {

    private static final long SEED = 42;
    private static final int TABLES = 20;
    private static final int SCHEMA_LASTS = 1_000;
    private static final int LARGE = 10_000;

    private Generated() {}

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
        return inserts(count, new Changes(SEED, schemas), "orders", Schemas.small("orders"), true);
    }

    /** Inserts into 20 tables, mixed. */
    public static List<Made> tables(int count, boolean schemas) {
        Changes changes = new Changes(SEED, schemas);
        return list(count, i -> {
            String table = "table" + changes.random().nextInt(TABLES);
            return insert(changes, table, Schemas.small(table), i, false);
        });
    }

    /** Inserts into a table to which a column is added after each thousand. */
    public static List<Made> changing(int count, boolean schemas) {
        Changes changes = new Changes(SEED, schemas);
        return list(count, i -> {
            List<String> columns = new ArrayList<>(List.of("first_name", "last_name", "email"));
            for (int c = 0; c < i / SCHEMA_LASTS; c++) {
                columns.add("added_" + c);
            }
            return insert(changes, "changing", Schemas.texts("changing", columns), i, false);
        });
    }

    /** Inserts of a text of 10 KB. */
    public static List<Made> largeText(int count) {
        Changes changes = new Changes(SEED, true);
        Schema row = Schemas.texts("articles", List.of("body"));
        return withText(count, changes, "articles", row, "body", random -> Texts.ofLength(random, LARGE));
    }

    /** Inserts of a JSON column of 10 KB. */
    public static List<Made> largeJson(int count) {
        Changes changes = new Changes(SEED, true);
        return withText(
                count,
                changes,
                "documents",
                Schemas.json("documents"),
                "document",
                random -> Texts.json(random, LARGE));
    }

    /** Inserts of 1 KB in many alphabets. */
    public static List<Made> foreign(int count) {
        Changes changes = new Changes(SEED, true);
        Schema row = Schemas.texts("names", List.of("body"));
        return withText(count, changes, "names", row, "body", random -> Texts.foreign(random, 90));
    }

    /** Updates of MySQL's, with both images. */
    public static List<Made> mySql(int count, boolean schemas) {
        Changes changes = new Changes(SEED, schemas);
        Schema row = Schemas.small("orders");
        Schema envelope = Schemas.envelope(row, Schemas.MYSQL_SOURCE, "orders");
        return list(
                count,
                i -> new Made(
                        changes.key(Schemas.key("orders"), i),
                        changes.value(
                                envelope, changes.row(row, i), changes.row(row, i), changes.mySql("orders"), false)));
    }

    /** Inserts of MongoDB's, whose documents are JSON in a string. */
    public static List<Made> mongo(int count) {
        Changes changes = new Changes(SEED, true);
        Schema document = Json.builder().optional().build();
        Schema key = SchemaBuilder.struct()
                .name("cdctest.shop.items.Key")
                .field("id", Schema.STRING_SCHEMA)
                .build();
        Schema envelope = Schemas.envelope(document, Schemas.MONGO_SOURCE, "items");
        return list(
                count,
                i -> new Made(
                        changes.textKey(key, "{\"$oid\": \"" + String.format("%024x", i) + "\"}"),
                        changes.value(
                                envelope, null, Texts.json(changes.random(), 2_000), changes.mongo("items"), false)));
    }

    private static List<Made> inserts(int count, Changes changes, String table, Schema row, boolean transaction) {
        return list(count, i -> insert(changes, table, row, i, transaction));
    }

    private static Made insert(Changes changes, String table, Schema row, int id, boolean transaction) {
        Schema envelope = Schemas.envelope(row, Schemas.POSTGRES_SOURCE, table);
        return new Made(
                changes.key(Schemas.key(table), id),
                changes.value(envelope, null, changes.row(row, id), changes.postgres(table), transaction));
    }

    /** Makes a text. */
    private interface Text {
        String make(Random random);
    }

    private static List<Made> withText(int count, Changes changes, String table, Schema row, String column, Text text) {
        Schema envelope = Schemas.envelope(row, Schemas.POSTGRES_SOURCE, table);
        return list(
                count,
                i -> new Made(
                        changes.key(Schemas.key(table), i),
                        changes.value(
                                envelope,
                                null,
                                changes.row(row, i).put(column, text.make(changes.random())),
                                changes.postgres(table),
                                false)));
    }
}
