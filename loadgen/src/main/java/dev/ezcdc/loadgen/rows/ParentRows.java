package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.TableName;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.catalog.TableDefinition.ForeignKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the rows that a foreign key can reference: those that exist when the run starts. */
final class ParentRows {

    private static final int MAX_ROWS = 10_000;

    private ParentRows() {}

    /**
     * Returns values for the columns of a foreign key, lowest keys first; a single tuple of nulls if there is no parent
     * row and the columns are nullable.
     *
     * @throws LoadException if a required foreign key cannot be filled
     */
    static List<@Nullable Object[]> find(Connection connection, TableDefinition table, ForeignKey key)
            throws SQLException {
        List<Column> columns = key.columns().stream().map(table::column).toList();
        String names = key.parentColumns().stream().map(TableName::quote).collect(Collectors.joining(", "));
        String present = key.parentColumns().stream()
                .map(name -> TableName.quote(name) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String sql = "SELECT " + names + " FROM " + key.parent() + " WHERE " + present + " ORDER BY " + names
                + " LIMIT " + MAX_ROWS;
        List<@Nullable Object[]> tuples = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                @Nullable Object[] tuple = new @Nullable Object[columns.size()];
                for (int i = 0; i < tuple.length; i++) {
                    tuple[i] = columns.get(i).type().isUntypedLiteral() ? row.getString(i + 1) : row.getObject(i + 1);
                }
                tuples.add(tuple);
            }
        }
        if (!tuples.isEmpty()) {
            return tuples;
        }
        List<String> required =
                columns.stream().filter(Column::isRequired).map(Column::name).toList();
        if (!required.isEmpty()) {
            throw new LoadException("Table " + table.name() + " cannot be filled: foreign key " + key.name()
                    + " requires a row in " + key.parent() + " for " + String.join(", ", required)
                    + ", but that table is empty.\nFill it first, with --table "
                    + key.parent().replace("\"", "") + ".");
        }
        tuples.add(new @Nullable Object[columns.size()]);
        return tuples;
    }
}
