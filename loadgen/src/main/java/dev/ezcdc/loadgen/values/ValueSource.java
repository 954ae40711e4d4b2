package dev.ezcdc.loadgen.values;

/** Values of one column: each follows from a number that is as good as random. Thread-safe. */
@FunctionalInterface
public interface ValueSource {

    /** As JDBC is given it; for a {@link dev.ezcdc.loadgen.catalogue.PgType#isLiteral() literal} as PostgreSQL writes it. */
    Object value(long hash);
}
