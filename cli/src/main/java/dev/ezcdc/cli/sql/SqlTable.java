package dev.ezcdc.cli.sql;

import dev.ezcdc.consumer.redact.Escapes;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A result as a table in psql's format. Values are escaped, so a row cannot control the terminal. */
final class SqlTable {

    private static final Set<String> NUMERIC_TYPES =
            Set.of("int2", "int4", "int8", "float4", "float8", "numeric", "serial");

    private final List<String[]> lines = new ArrayList<>();
    private final boolean[] numeric;

    private SqlTable(int columns) {
        this.numeric = new boolean[columns];
    }

    static void print(ResultSet result, PrintWriter out) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        SqlTable table = new SqlTable(meta.getColumnCount());
        String[] names = new String[meta.getColumnCount()];
        for (int i = 0; i < names.length; i++) {
            names[i] = Escapes.escape(meta.getColumnLabel(i + 1));
            table.numeric[i] = NUMERIC_TYPES.contains(meta.getColumnTypeName(i + 1));
        }
        table.lines.add(names);
        while (result.next()) {
            String[] line = new String[names.length];
            for (int i = 0; i < names.length; i++) {
                line[i] = cell(result.getString(i + 1));
            }
            table.lines.add(line);
        }
        table.print(out);
    }

    private static String cell(@Nullable String value) {
        return value == null ? "NULL" : Escapes.escape(value);
    }

    private void print(PrintWriter out) {
        int[] widths = new int[numeric.length];
        for (String[] line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line[i].codePointCount(0, line[i].length()));
            }
        }
        for (int row = 0; row < lines.size(); row++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String value = lines.get(row)[i];
                String padding = " ".repeat(widths[i] - value.codePointCount(0, value.length()));
                text.append(i == 0 ? " " : " | ").append(numeric[i] && row > 0 ? padding + value : value + padding);
            }
            out.println(text.toString().stripTrailing());
            if (row == 0) {
                StringBuilder rule = new StringBuilder();
                for (int i = 0; i < widths.length; i++) {
                    rule.append(i == 0 ? "" : "+").append("-".repeat(widths[i] + 2));
                }
                out.println(rule);
            }
        }
        out.println("(" + count(lines.size() - 1) + ")");
    }

    static String count(int rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }
}
