package dev.ezcdc.loadgen;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table that is there and can be written to, and the SQL for it.
 *
 * @param name quoted, ready for SQL
 * @param sequence the sequence behind the id, as the server writes it
 * @param idAlways the id is an identity column that is GENERATED ALWAYS
 * @param columns the columns that are written, the id not among them
 */
record TargetTable(String name, String sequence, boolean idAlways, List<String> columns) {

    static final String ID = "id";

    private static final Set<String> ID_TYPES = Set.of("integer", "bigint");

    private record Column(String name, String type, boolean needsValue, boolean always) {}

    /**
     * Looks the table up.
     *
     * @throws LoadException if it is missing or cannot be filled
     */
    static TargetTable find(Connection connection, TableName table, List<String> columns) throws SQLException {
        List<Column> found = columns(connection, table);
        if (found.isEmpty()) {
            throw new LoadException("There is no table " + table + " in the database " + connection.getCatalog()
                    + ".\nName another with --table, or create it:\n" + createSql(table.forReading(), columns));
        }
        List<String> missing = new ArrayList<>(columns);
        missing.add(0, ID);
        missing.removeAll(found.stream().map(Column::name).toList());
        if (!missing.isEmpty()) {
            throw new LoadException("The table " + table + " has no column " + String.join(", ", missing)
                    + ".\nName another with --table, or create one of this shape:\n"
                    + createSql("public.my_customers", columns));
        }
        String unknown = found.stream()
                .filter(c -> c.needsValue && !c.name.equals(ID) && !columns.contains(c.name))
                .map(Column::name)
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new LoadException("The table " + table + " wants a value for " + unknown + ", which is not written."
                    + "\nGive such columns a default or let them be null, or name another table with --table.");
        }
        Column id = found.stream().filter(c -> c.name.equals(ID)).findFirst().orElseThrow();
        String sequence = sequence(connection, table);
        if (sequence == null || !ID_TYPES.contains(id.type)) {
            throw new LoadException("The column id of " + table + " is no serial or identity column (it is " + id.type
                    + "), so there is no telling which ids are free."
                    + "\nName another table with --table, or create one of this shape:\n"
                    + createSql("public.my_customers", columns));
        }
        return new TargetTable(table.quoted(), sequence, id.always, List.copyOf(columns));
    }

    String insertSql() {
        String names = columns.stream().map(c -> ", " + TableName.quote(c)).collect(Collectors.joining());
        return "INSERT INTO " + name + " (" + ID + names + ")" + (idAlways ? " OVERRIDING SYSTEM VALUE" : "")
                + " VALUES (?" + ", ?".repeat(columns.size()) + ")";
    }

    String updateSql() {
        String sets = columns.stream().map(c -> TableName.quote(c) + " = ?").collect(Collectors.joining(", "));
        return "UPDATE " + name + " SET " + sets + " WHERE " + ID + " = ?";
    }

    String deleteSql() {
        return "DELETE FROM " + name + " WHERE " + ID + " = ?";
    }

    private static List<Column> columns(Connection connection, TableName table) throws SQLException {
        String sql = "SELECT attname, format_type(atttypid, NULL), attidentity,"
                + " attnotnull AND NOT atthasdef AND attidentity = '' AND attgenerated = ''"
                + " FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table.quoted());
            List<Column> columns = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(
                            rows.getString(1), rows.getString(2), rows.getBoolean(4), "a".equals(rows.getString(3))));
                }
            }
            return columns;
        }
    }

    private static @Nullable String sequence(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT pg_get_serial_sequence(?, ?)")) {
            query.setString(1, table.quoted());
            query.setString(2, ID);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    private static String createSql(String table, List<String> columns) {
        String texts = columns.stream().map(c -> ", " + c + " text").collect(Collectors.joining());
        return "  CREATE TABLE " + table + " (id serial PRIMARY KEY" + texts + ");\n  ALTER TABLE " + table
                + " REPLICA IDENTITY FULL;";
    }
}
