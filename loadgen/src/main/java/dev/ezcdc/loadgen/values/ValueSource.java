package dev.ezcdc.loadgen.values;

/** Derives the values of a column from hashes. Thread-safe. */
@FunctionalInterface
public interface ValueSource {

    /**
     * Returns the value for a hash, as passed to JDBC; for an {@linkplain
     * dev.ezcdc.loadgen.catalog.PgType#isUntypedLiteral() untyped literal}, as PostgreSQL text.
     */
    Object value(long hash);
}
