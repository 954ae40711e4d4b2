package dev.ezcdc.loadgen;

/** How the rows of one transaction travel. A row alone is a statement that commits by itself in every mode but COPY. */
public enum WriteMode {
    /** A statement and an answer for each row. */
    SINGLE,
    /** JDBC batches, inserts rewritten by the driver to statements with many rows ({@code reWriteBatchedInserts}). */
    BATCHED,
    /** Inserts as {@code COPY}, the rest as with {@link #BATCHED}. */
    COPY
}
