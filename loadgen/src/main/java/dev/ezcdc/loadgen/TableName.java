package dev.ezcdc.loadgen;

import java.util.regex.Pattern;

/**
 * A table's name, as written without quotes and taken letter by letter: {@code Customers} is not {@code customers}.
 *
 * @param schema the schema
 * @param table the table
 */
public record TableName(String schema, String table) {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /**
     * Reads {@code schema.table}, or {@code table} in schema public.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static TableName parse(String text) {
        String[] parts = text.strip().split("\\.", -1);
        String table = parts[parts.length - 1];
        String schema = parts.length == 1 ? "public" : parts[0];
        if (parts.length > 2 || table.isEmpty() || schema.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "'" + SqlErrors.toSingleLine(text) + "' is not schema.table; an example: public.customers");
        }
        return new TableName(schema, table);
    }

    /** Schema and table for SQL, both in quotes. */
    public String toQuotedSql() {
        return quote(schema) + "." + quote(table);
    }

    /** An identifier for SQL; always in quotes, since it may be a reserved word. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** The name as a person would write it in SQL. */
    public String toSql() {
        return PLAIN.matcher(schema).matches() && PLAIN.matcher(table).matches() ? schema + "." + table : toQuotedSql();
    }

    @Override
    public String toString() {
        return SqlErrors.toSingleLine(schema + "." + table);
    }
}
