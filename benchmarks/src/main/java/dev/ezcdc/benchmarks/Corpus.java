package dev.ezcdc.benchmarks;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What is decoded: records of the table {@code customers} (replica identity full), captured from the real stack. */
public enum Corpus {
    /** Inserts; key and value each carry their schema, as is the converter's default. */
    customerCreate("inserts, schema in every message", "c", true),
    /** Inserts from a converter with {@code schemas.enable=false}. */
    customerCreateSchemaless("inserts, no schema", "c", false),
    /** Updates with the row before and after; with schema. */
    customerUpdate("updates with both images, schema in every message", "u", true),
    /** Deletes with the row before; with schema. */
    customerDelete("deletes with the image before, schema in every message", "d", true);

    private final String description;
    private final String op;
    private final boolean schemas;

    Corpus(String description, String op, boolean schemas) {
        this.description = description;
        this.op = op;
        this.schemas = schemas;
    }

    /** What its records are, for a reader of the report. */
    String description() {
        return description;
    }

    /** The envelope's {@code op} in each of its records. */
    String op() {
        return op;
    }

    /** Whether key and value carry their schemas. */
    boolean schemas() {
        return schemas;
    }

    /** Reads its records. */
    Ring ring() {
        String resource = "corpus/" + name() + ".gz";
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
