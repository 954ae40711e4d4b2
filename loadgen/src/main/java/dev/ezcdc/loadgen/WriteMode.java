package dev.ezcdc.loadgen;

/** The way to send the rows of a transaction. A single row commits by itself, except in mode COPY. */
public enum WriteMode {
    /** One statement and one round trip for each row. */
    SINGLE,
    /** JDBC batches, with inserts rewritten by the driver to multi-row statements ({@code reWriteBatchedInserts}). */
    BATCHED,
    /** {@code COPY} for inserts, {@link #BATCHED} for everything else. */
    COPY
}
