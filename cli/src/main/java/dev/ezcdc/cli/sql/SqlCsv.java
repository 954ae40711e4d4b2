package dev.ezcdc.cli.sql;

import dev.ezcdc.consumer.redact.Escapes;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows as CSV in the form of PostgreSQL's {@code COPY … CSV HEADER}: NULL is empty, and an empty text is {@code ""}.
 * Programs read it, so values are not escaped otherwise, unless they reach a terminal.
 */
final class SqlCsv {

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]|^$|^\\\\\\.$");

    private SqlCsv() {}

    static void print(ResultSet result, PrintWriter out) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        int columns = meta.getColumnCount();
        for (int i = 1; i <= columns; i++) {
            out.print((i == 1 ? "" : ",") + field(meta.getColumnLabel(i)));
        }
        out.print('\n');
        while (result.next()) {
            for (int i = 1; i <= columns; i++) {
                out.print((i == 1 ? "" : ",") + field(result.getString(i)));
            }
            out.print('\n');
        }
    }

    private static String field(@Nullable String value) {
        if (value == null) {
            return "";
        }
        String text = System.console() == null ? value : Escapes.escape(value);
        return NEEDS_QUOTES.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
