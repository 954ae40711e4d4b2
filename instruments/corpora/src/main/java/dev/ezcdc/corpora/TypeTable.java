package dev.ezcdc.corpora;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A table with a column of each type of a database. Its rows hold, in this order, ordinary values, two sets of extreme
 * values, and nulls. The columns are in a resource: name, type, expression that selects the value as text (with {@code @} for
 * the column), and three literals.
 */
record TypeTable(List<Column> columns) {

    record Column(String name, String type, String expression, List<String> literals) {}

    /** A row as the server returns it: its id, and the text of each column's value. */
    record SelectedRow(int id, Map<String, String> values) {}

    static TypeTable read(String resource) throws IOException {
        InputStream in = Objects.requireNonNull(TypeTable.class.getResourceAsStream(resource), resource);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<Column> columns = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" \\| ", -1);
                columns.add(new Column(
                        parts[0],
                        parts[1],
                        parts[2].replace("@", parts[0]),
                        List.of(parts).subList(3, 6)));
            }
            return new TypeTable(List.copyOf(columns));
        }
    }

    String createStatement(String table) {
        return "create table " + table + " (id int primary key, "
                + columns.stream()
                        .map(column -> column.name() + " " + column.type())
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** Returns the statements that insert four rows, whose ids begin after a number. */
    List<String> insertStatements(String table, int firstId) {
        List<String> statements = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
            int literal = row;
            statements.add("insert into " + table + " values (" + (firstId + row) + ", "
                    + columns.stream()
                            .map(column -> column.literals().get(literal))
                            .collect(Collectors.joining(", "))
                    + ")");
        }
        statements.add("insert into " + table + " (id) values (" + (firstId + 3) + ")");
        return statements;
    }

    List<SelectedRow> select(Connection connection, String table) throws SQLException {
        String query = "select id, "
                + columns.stream().map(Column::expression).collect(Collectors.joining(", ")) + " from " + table
                + " order by id";
        List<SelectedRow> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    values.put(columns.get(i).name(), result.getString(i + 2));
                }
                rows.add(new SelectedRow(result.getInt(1), values));
            }
        }
        return rows;
    }
}
