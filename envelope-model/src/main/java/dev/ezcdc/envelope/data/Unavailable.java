package dev.ezcdc.envelope.data;

/**
 * The value of a column that the change did not carry: PostgreSQL leaves large (TOASTed) values out of the log when an
 * update did not touch them. Not the same as null: the column has a value, which has to be had elsewhere.
 */
public enum Unavailable {
    UNAVAILABLE;

    @Override
    public String toString() {
        return "(unavailable)";
    }
}
