package dev.ezcdc.envelope.data;

/**
 * The value of a column that the change does not carry. PostgreSQL does not write a large (TOASTed) value to its log if
 * an update did not change it. Unlike null, the column has a value, which must be read from the database.
 */
public enum Unavailable {
    UNAVAILABLE;

    @Override
    public String toString() {
        return "(unavailable)";
    }
}
