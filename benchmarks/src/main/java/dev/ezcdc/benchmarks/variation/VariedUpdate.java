package dev.ezcdc.benchmarks.variation;

import dev.ezcdc.benchmarks.corpus.Corpus;

/** The updates that are varied. */
public enum VariedUpdate {
    postgres(Corpus.customerUpdate, "customers", "postgresql"),
    postgresSchemaless(Corpus.customerUpdateSchemaless, "customers", "postgresql"),
    mySql(Corpus.mySqlUpdate, "orders", "mysql"),
    mySqlSchemaless(Corpus.mySqlUpdateSchemaless, "orders", "mysql"),
    mariaDb(Corpus.mySqlUpdate, "orders", "mariadb"),
    mariaDbSchemaless(Corpus.mySqlUpdateSchemaless, "orders", "mariadb");

    private final Corpus corpus;
    private final String table;
    private final String connector;

    VariedUpdate(Corpus corpus, String table, String connector) {
        this.corpus = corpus;
        this.table = table;
        this.connector = connector;
    }

    /** Returns the records before they are varied. */
    Corpus corpus() {
        return corpus;
    }

    /** Returns the table of all records. */
    String table() {
        return table;
    }

    /** Returns the connector's kind. */
    String connector() {
        return connector;
    }

    /** Returns whether key and value carry their schemas. */
    boolean hasSchemas() {
        return corpus.hasSchemas();
    }

    /** Returns the same update with schema. */
    VariedUpdate withSchemas() {
        return switch (this) {
            case postgres, postgresSchemaless -> postgres;
            case mySql, mySqlSchemaless -> mySql;
            case mariaDb, mariaDbSchemaless -> mariaDb;
        };
    }

    /** Returns whether the connector reads a binary log. */
    boolean isBinlog() {
        return !connector.equals("postgresql");
    }
}
