package dev.ezcdc.loadgen;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a table, without quotes and case-sensitive: {@code Customers} is not {@code customers}.
 *
 * @param schema name of the schema
 * @param table name within the schema
 */
public record TableName(String schema, String table) {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final String PART = "([^\".\0][^.\0]*|\"(?:[^\"\0]|\"\")+\")";
    private static final Pattern NAME = Pattern.compile("(?:" + PART + "\\.)?" + PART);

    /**
     * Parses {@code schema.table}, or {@code table} in schema {@code public}. A part may be quoted as in SQL, and must be
     * if it contains a dot or begins with a quote: {@code app."v1.0"}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static TableName parse(String text) {
        Matcher name = NAME.matcher(text.strip());
        if (!name.matches()) {
            throw new IllegalArgumentException(
                    "'" + SqlErrors.toSingleLine(text) + "' is not schema.table, such as public.customers");
        }
        return new TableName(name.group(1) == null ? "public" : unquote(name.group(1)), unquote(name.group(2)));
    }

    private static String unquote(String part) {
        return part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part;
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
