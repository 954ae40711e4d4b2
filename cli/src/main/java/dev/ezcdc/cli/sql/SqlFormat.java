package dev.ezcdc.cli.sql;

/** The form in which {@code ./cdc sql} prints rows. */
public enum SqlFormat {
    /** A table for reading, in psql's form. */
    TABLE,
    /** One JSON object per row. */
    JSON,
    /** A header and one line per row, as RFC 4180 describes; NULL is empty, and an empty text is {@code ""}. */
    CSV
}
