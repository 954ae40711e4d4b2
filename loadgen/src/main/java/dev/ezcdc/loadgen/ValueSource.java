package dev.ezcdc.loadgen;

/** Values of one column: each follows from a number that is as good as random. Thread-safe. */
@FunctionalInterface
interface ValueSource {

    /** As JDBC is given it; for a {@link PgType#isLiteral() literal} as PostgreSQL writes it. */
    Object value(long hash);
}
