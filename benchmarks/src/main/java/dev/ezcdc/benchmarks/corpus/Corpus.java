package dev.ezcdc.benchmarks.corpus;

import dev.ezcdc.benchmarks.corpus.generated.GeneratedCorpora;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What is decoded: records captured from the real stack, or made by Kafka's own JsonConverter after Debezium's schemas. */
public enum Corpus {
    /** Inserts; key and value each carry their schema, as is the converter's default. */
    customerCreate("inserts, schema in every message", "c", true),
    /** Inserts from a converter with {@code schemas.enable=false}. */
    customerCreateSchemaless("inserts, no schema", "c", false),
    /** Updates with the row before and after; with schema. */
    customerUpdate("updates with both images, schema in every message", "u", true),
    /** Likewise, without schema. */
    customerUpdateSchemaless("updates with both images, no schema", "u", false),
    /** Deletes with the row before; with schema. */
    customerDelete("deletes with the image before, schema in every message", "d", true),
    /** Likewise, without schema. */
    customerDeleteSchemaless("deletes with the image before, no schema", "d", false),
    /** Inserts into a table of 40 columns, one of each type of PostgreSQL's; with schema. */
    wideCreate("40 columns, one of each of PostgreSQL's types, with schema", "c", true),
    /** Likewise, without schema. */
    wideCreateSchemaless("40 columns, one of each of PostgreSQL's types, no schema", "c", false),
    /** Inserts with {@code provide.transaction.metadata=true}; made. */
    transactionMetadata(
            "transaction metadata on, with schema", "c", true, count -> GeneratedCorpora.transactions(count, true)),
    /** Inserts into 20 tables that share a topic; made. */
    twentyTables("20 tables in one topic, with schema", "c", true, count -> GeneratedCorpora.tables(count, true)),
    /** Likewise, without schema. */
    twentyTablesSchemaless("20 tables in one topic, no schema", "c", false, count -> GeneratedCorpora.tables(count, false)),
    /** Inserts into a table that gets another column after 1,000 of them; made. */
    changingSchema("another column after 1,000 messages", "c", true, count -> GeneratedCorpora.changing(count, true)),
    /** Updates of MySQL's; made. */
    mySqlUpdate("MySQL, updates with both images, with schema", "u", true, count -> GeneratedCorpora.mySql(count, true)),
    /** Likewise, without schema. */
    mySqlUpdateSchemaless(
            "MySQL, updates with both images, no schema", "u", false, count -> GeneratedCorpora.mySql(count, false)),
    /** Inserts of a text of 10 KB; made. */
    largeText("a text of 10 KB, with schema", "c", true, GeneratedCorpora::largeText),
    /** Inserts of a JSON column of 10 KB; made. */
    largeJson("a JSON column of 10 KB, with schema", "c", true, GeneratedCorpora::largeJson),
    /** Inserts of texts in many alphabets; made. */
    foreignText("1 KB in many alphabets, with schema", "c", true, GeneratedCorpora::foreign),
    /** Inserts of MongoDB's; made. */
    mongoCreate("MongoDB, documents of 2 KB in strings, with schema", "c", true, GeneratedCorpora::mongo);

    private final String description;
    private final String op;
    private final boolean schemas;
    private final @Nullable IntFunction<List<GeneratedCorpora.Made>> maker;

    Corpus(String description, String op, boolean schemas) {
        this(description, op, schemas, null);
    }

    Corpus(String description, String op, boolean schemas, @Nullable IntFunction<List<GeneratedCorpora.Made>> maker) {
        this.description = description;
        this.op = op;
        this.schemas = schemas;
        this.maker = maker;
    }

    /** Whether it is of the table for which there are classes, {@code customers} (replica identity full). */
    public boolean isOfCustomers() {
        return name().startsWith("customer");
    }

    /** What its records are, for a reader of the report. */
    public String description() {
        return description;
    }

    /** The envelope's {@code op} in each of its records. */
    String op() {
        return op;
    }

    /** Whether key and value carry their schemas. */
    public boolean schemas() {
        return schemas;
    }

    /** Reads its records. */
    public Ring ring() {
        if (maker != null) {
            return new Ring(maker.apply(Ring.SIZE).stream()
                    .map(made -> new Message(made.key(), made.value()))
                    .toList());
        }
        String resource = name() + ".gz";
        try (InputStream file = Corpus.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new FileNotFoundException("the resource " + resource + " is missing");
            }
            return new Ring(CorpusFile.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException("corpus " + this + ": " + e.getMessage(), e);
        }
    }
}
