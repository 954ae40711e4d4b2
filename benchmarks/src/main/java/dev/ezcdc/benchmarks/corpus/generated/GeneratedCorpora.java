package dev.ezcdc.benchmarks.corpus.generated;

import io.debezium.data.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Generates the records of each corpus that is not captured, from a fixed seed. */
public final class GeneratedCorpora {

    private static final long SEED = 42;
    private static final int RECORDS_PER_SCHEMA = 1_000;
    private static final int LARGE_BYTES = 10_000;

    private GeneratedCorpora() {}

    /** A record. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record GeneratedRecord(byte[] key, byte[] value) {}

    /** Generates the record with a number. */
    private interface RecordGenerator {
        GeneratedRecord generate(int number);
    }

    private static List<GeneratedRecord> generate(int count, RecordGenerator generator) {
        List<GeneratedRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(generator.generate(i));
        }
        return records;
    }

    /** Generates inserts whose envelopes contain transaction metadata. */
    public static List<GeneratedRecord> transactions(int count, boolean hasSchemas) {
        return generateInserts(
                count, new ChangeGenerator(SEED, hasSchemas), "orders", DebeziumSchemas.fewColumns("orders"), true);
    }

    /** Generates inserts into a number of tables in random order. */
    public static List<GeneratedRecord> tables(int count, int tables, boolean hasSchemas) {
        ChangeGenerator changes = new ChangeGenerator(SEED, hasSchemas);
        return generate(count, i -> {
            String table = "table" + changes.random().nextInt(tables);
            return generateInsert(changes, table, DebeziumSchemas.fewColumns(table), i, false);
        });
    }

    /** Generates inserts into a table that gets another column after each thousand. */
    public static List<GeneratedRecord> changingSchema(int count, boolean hasSchemas) {
        ChangeGenerator changes = new ChangeGenerator(SEED, hasSchemas);
        return generate(count, i -> {
            List<String> columns = new ArrayList<>(List.of("first_name", "last_name", "email"));
            for (int c = 0; c < i / RECORDS_PER_SCHEMA; c++) {
                columns.add("added_" + c);
            }
            return generateInsert(changes, "changing", DebeziumSchemas.textColumns("changing", columns), i, false);
        });
    }

    /** Generates inserts of 10 KB of text. */
    public static List<GeneratedRecord> largeText(int count) {
        ChangeGenerator changes = new ChangeGenerator(SEED, true);
        Schema row = DebeziumSchemas.textColumns("articles", List.of("body"));
        return generateWithColumn(
                count, changes, "articles", row, "body", random -> TextGenerator.ofLength(random, LARGE_BYTES));
    }

    /** Generates inserts of a JSON column of 10 KB. */
    public static List<GeneratedRecord> largeJson(int count) {
        ChangeGenerator changes = new ChangeGenerator(SEED, true);
        return generateWithColumn(
                count,
                changes,
                "documents",
                DebeziumSchemas.jsonColumn("documents"),
                "document",
                random -> TextGenerator.json(random, LARGE_BYTES));
    }

    /** Generates inserts of 1 KB of text in many alphabets. */
    public static List<GeneratedRecord> foreignText(int count) {
        ChangeGenerator changes = new ChangeGenerator(SEED, true);
        Schema row = DebeziumSchemas.textColumns("names", List.of("body"));
        return generateWithColumn(count, changes, "names", row, "body", random -> TextGenerator.foreign(random, 90));
    }

    /** Generates inserts of text that needs the given number of bytes in JSON, a third of them in escapes. */
    public static List<GeneratedRecord> escapedText(int count, int bytes) {
        ChangeGenerator changes = new ChangeGenerator(SEED, true);
        Schema row = DebeziumSchemas.textColumns("logs", List.of("body"));
        return generateWithColumn(count, changes, "logs", row, "body", random -> TextGenerator.escaped(random, bytes));
    }

    /** Generates updates as connectors before Debezium 2.5 wrote them. */
    public static List<GeneratedRecord> older(int count, boolean hasSchemas) {
        ChangeGenerator changes = new ChangeGenerator(SEED, hasSchemas);
        Schema row = DebeziumSchemas.fewColumns("orders");
        Schema envelope = DebeziumSchemas.olderEnvelope(row, "orders");
        return generate(
                count,
                i -> new GeneratedRecord(
                        changes.key(DebeziumSchemas.key("orders"), i),
                        changes.value(
                                envelope,
                                changes.row(row, i),
                                changes.row(row, i),
                                changes.olderPostgres("orders"),
                                false)));
    }

    /** Generates MySQL updates with both row images. */
    public static List<GeneratedRecord> mySql(int count, boolean hasSchemas) {
        ChangeGenerator changes = new ChangeGenerator(SEED, hasSchemas);
        Schema row = DebeziumSchemas.fewColumns("orders");
        Schema envelope = DebeziumSchemas.envelope(row, DebeziumSchemas.MYSQL_SOURCE, "orders");
        return generate(
                count,
                i -> new GeneratedRecord(
                        changes.key(DebeziumSchemas.key("orders"), i),
                        changes.value(
                                envelope, changes.row(row, i), changes.row(row, i), changes.mySql("orders"), false)));
    }

    /** Generates MongoDB inserts, whose documents are JSON in a string. */
    public static List<GeneratedRecord> mongo(int count) {
        ChangeGenerator changes = new ChangeGenerator(SEED, true);
        Schema document = Json.builder().optional().build();
        Schema key = SchemaBuilder.struct()
                .name("cdctest.shop.items.Key")
                .field("id", Schema.STRING_SCHEMA)
                .build();
        Schema envelope = DebeziumSchemas.envelope(document, DebeziumSchemas.MONGO_SOURCE, "items");
        return generate(
                count,
                i -> new GeneratedRecord(
                        changes.textKey(key, "{\"$oid\": \"" + String.format("%024x", i) + "\"}"),
                        changes.value(
                                envelope,
                                null,
                                TextGenerator.json(changes.random(), 2_000),
                                changes.mongo("items"),
                                false)));
    }

    private static List<GeneratedRecord> generateInserts(
            int count, ChangeGenerator changes, String table, Schema row, boolean transaction) {
        return generate(count, i -> generateInsert(changes, table, row, i, transaction));
    }

    private static GeneratedRecord generateInsert(
            ChangeGenerator changes, String table, Schema row, int id, boolean transaction) {
        Schema envelope = DebeziumSchemas.envelope(row, DebeziumSchemas.POSTGRES_SOURCE, table);
        return new GeneratedRecord(
                changes.key(DebeziumSchemas.key(table), id),
                changes.value(envelope, null, changes.row(row, id), changes.postgres(table), transaction));
    }

    /** Generates the value of a column. */
    private interface ColumnGenerator {
        String generate(Random random);
    }

    private static List<GeneratedRecord> generateWithColumn(
            int count, ChangeGenerator changes, String table, Schema row, String column, ColumnGenerator generator) {
        Schema envelope = DebeziumSchemas.envelope(row, DebeziumSchemas.POSTGRES_SOURCE, table);
        return generate(
                count,
                i -> new GeneratedRecord(
                        changes.key(DebeziumSchemas.key(table), i),
                        changes.value(
                                envelope,
                                null,
                                changes.row(row, i).put(column, generator.generate(changes.random())),
                                changes.postgres(table),
                                false)));
    }
}
