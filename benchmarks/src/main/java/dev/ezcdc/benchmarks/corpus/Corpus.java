package dev.ezcdc.benchmarks.corpus;

import dev.ezcdc.benchmarks.corpus.generated.GeneratedCorpora;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The records to decode: captured from the real stack, or generated with Debezium's schemas and Kafka's JsonConverter. */
public enum Corpus {
    /** Inserts; key and value each carry their schema, the converter's default. */
    customerCreate("inserts, schema in every message", "c", true),
    /** Inserts from a converter with {@code schemas.enable=false}. */
    customerCreateSchemaless("inserts, no schema", "c", false),
    /** Updates with the rows before and after; with schema. */
    customerUpdate("updates with both images, schema in every message", "u", true),
    /** The same without schema. */
    customerUpdateSchemaless("updates with both images, no schema", "u", false),
    /** Deletes with the row before; with schema. */
    customerDelete("deletes with the image before, schema in every message", "d", true),
    /** The same without schema. */
    customerDeleteSchemaless("deletes with the image before, no schema", "d", false),
    /** Inserts into a table of 40 columns, one of each PostgreSQL type; with schema. */
    wideCreate("40 columns, one of each PostgreSQL type, with schema", "c", true),
    /** The same without schema. */
    wideCreateSchemaless("40 columns, one of each PostgreSQL type, no schema", "c", false),
    /** Inserts with {@code provide.transaction.metadata=true}; generated. */
    transactionMetadata(
            "transaction metadata on, with schema", "c", true, count -> GeneratedCorpora.transactions(count, true)),
    /** Inserts into 20 tables that share a topic; generated. */
    twentyTables("20 tables in one topic, with schema", "c", true, count -> GeneratedCorpora.tables(count, 20, true)),
    /** The same without schema. */
    twentyTablesSchemaless(
            "20 tables in one topic, no schema", "c", false, count -> GeneratedCorpora.tables(count, 20, false)),
    /** Inserts into a table that gets another column after 1,000 of them; generated. */
    changingSchema(
            "another column after 1,000 messages", "c", true, count -> GeneratedCorpora.changingSchema(count, true)),
    /** MySQL updates; generated. */
    mySqlUpdate(
            "MySQL, updates with both images, with schema", "u", true, count -> GeneratedCorpora.mySql(count, true)),
    /** The same without schema. */
    mySqlUpdateSchemaless(
            "MySQL, updates with both images, no schema", "u", false, count -> GeneratedCorpora.mySql(count, false)),
    /** Inserts of 10 KB of text; generated. */
    largeText("10 KB of text, with schema", "c", true, GeneratedCorpora::largeText),
    /** Inserts of a JSON column of 10 KB; generated. */
    largeJson("a JSON column of 10 KB, with schema", "c", true, GeneratedCorpora::largeJson),
    /** Inserts of text in many alphabets; generated. */
    foreignText("1 KB in many alphabets, with schema", "c", true, GeneratedCorpora::foreignText),
    /** MongoDB inserts; generated. */
    mongoCreate("MongoDB, documents of 2 KB in strings, with schema", "c", true, GeneratedCorpora::mongo),
    /** Updates from a connector before Debezium 2.5; generated. */
    olderUpdate(
            "a connector before Debezium 2.5 (times in milliseconds, transaction last), updates, with schema",
            "u",
            true,
            count -> GeneratedCorpora.older(count, true)),
    /** The same without schema. */
    olderUpdateSchemaless(
            "a connector before Debezium 2.5 (times in milliseconds, transaction last), updates, no schema",
            "u",
            false,
            count -> GeneratedCorpora.older(count, false)),
    /** Inserts into 100 tables that share a topic; generated. */
    hundredTables(
            "100 tables in one topic, with schema", "c", true, count -> GeneratedCorpora.tables(count, 100, true)),
    /** The same without schema. */
    hundredTablesSchemaless(
            "100 tables in one topic, no schema", "c", false, count -> GeneratedCorpora.tables(count, 100, false)),
    /** Inserts of text full of escapes; generated. */
    escapedText10KiB(10 << 10, 1_024),
    /** The same, larger than Kafka's default limit. */
    escapedText1MiB((1 << 20) + 1, 32),
    /** The same, larger. */
    escapedText4MiB(4 << 20, 8),
    /** The same, larger. */
    escapedText16MiB(16 << 20, 4);

    private final String description;
    private final String op;
    private final boolean hasSchemas;
    private final int distinctRecords;
    private final @Nullable IntFunction<List<GeneratedCorpora.GeneratedRecord>> generator;

    Corpus(String description, String op, boolean schemas) {
        this(description, op, schemas, null);
    }

    /** Creates a corpus of inserts whose text needs a number of bytes in JSON. */
    Corpus(int escapedBytes, int distinctRecords) {
        this.description =
                String.format(Locale.ROOT, "text full of escapes, %,d bytes of it, with schema", escapedBytes);
        this.op = "c";
        this.hasSchemas = true;
        this.distinctRecords = distinctRecords;
        this.generator = count -> GeneratedCorpora.escapedText(count, escapedBytes);
    }

    Corpus(
            String description,
            String op,
            boolean schemas,
            @Nullable IntFunction<List<GeneratedCorpora.GeneratedRecord>> maker) {
        this.description = description;
        this.op = op;
        this.hasSchemas = schemas;
        this.distinctRecords = Ring.SIZE;
        this.generator = maker;
    }

    /** Returns whether the records are changes of {@code customers}, the table with classes (replica identity FULL). */
    public boolean hasCustomers() {
        return name().startsWith("customer");
    }

    /** Returns whether the records are changes of {@code wide}, the table of forty columns. */
    public boolean isWide() {
        return name().startsWith("wide");
    }

    /** Returns a description of the records for the report. */
    public String description() {
        return description;
    }

    /** Returns the envelope's {@code op}, which is the same in every record. */
    String op() {
        return op;
    }

    /** Returns the number of distinct records. */
    public int distinctRecords() {
        return distinctRecords;
    }

    /** Returns whether key and value carry their schemas. */
    public boolean hasSchemas() {
        return hasSchemas;
    }

    /** Reads or generates the records. */
    public Ring loadRing() {
        if (generator != null) {
            return Ring.repeat(generator.apply(distinctRecords).stream()
                    .map(generated -> new Message(generated.key(), generated.value()))
                    .toList());
        }
        String resource = name() + ".gz";
        try (InputStream file = Corpus.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new FileNotFoundException("missing resource: " + resource);
            }
            return new Ring(CorpusFile.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException("corpus " + this + ": " + e.getMessage(), e);
        }
    }
}
