package dev.ezcdc.loadgen;

import java.util.regex.Pattern;

/**
 * The name of a table, without quotes and case-sensitive: {@code Customers} is not {@code customers}.
 *
 * @param schema name of the schema
 * @param table name within the schema
 */
public record TableName(String schema, String table) {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /**
     * Parses {@code schema.table}, or {@code table} in schema {@code public}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static TableName parse(String text) {
        String[] parts = text.strip().split("\\.", -1);
        String table = parts[parts.length - 1];
        String schema = parts.length == 1 ? "public" : parts[0];
        if (parts.length > 2 || table.isEmpty() || schema.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "'" + SqlErrors.toSingleLine(text) + "' is not schema.table, such as public.customers");
        }
        return new TableName(schema, table);
    }

    /** Returns schema and table for SQL, both quoted. */
    public String toQuotedSql() {
        return quote(schema) + "." + quote(table);
    }

    /** Quotes an identifier for SQL. Always quotes, because it may be a reserved word. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Returns schema and table for SQL, quoted only if necessary. */
    public String toSql() {
        return PLAIN.matcher(schema).matches() && PLAIN.matcher(table).matches() ? schema + "." + table : toQuotedSql();
    }

    @Override
    public String toString() {
        return SqlErrors.toSingleLine(schema + "." + table);
    }
}
