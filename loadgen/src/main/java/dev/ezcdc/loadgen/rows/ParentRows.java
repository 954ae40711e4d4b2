package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.TableName;
import dev.ezcdc.loadgen.catalog.Catalog;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.catalog.TableDefinition.ForeignKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the rows that foreign keys can reference: those that exist when the run starts. Not thread-safe. */
final class ParentRows {

    private static final int MAX_ROWS = 10_000;

    private final Connection connection;
    private final TableDefinition table;

    ParentRows(Connection connection, TableDefinition table) {
        this.connection = connection;
        this.table = table;
    }

    /**
     * Returns values for the columns of foreign keys, lowest keys first. Keys that share columns get rows that agree in
     * them.
     *
     * @param keys one key, or several of which each shares columns with another
     * @param columns all columns of the keys, each once
     */
    List<@Nullable Object[]> find(List<ForeignKey> keys, List<Column> columns) throws SQLException {
        // The joined rows are as many as the product of the rows of each parent.
        int limit = (int) Math.ceil(Math.pow(MAX_ROWS, 1.0 / keys.size())) * (keys.size() == 1 ? 1 : 3);
        Map<String, String> sources = new LinkedHashMap<>();
        StringBuilder from = new StringBuilder();
        for (int k = 0; k < keys.size(); k++) {
            ForeignKey key = keys.get(k);
            List<String> conditions = new ArrayList<>();
            for (int i = 0; i < key.columns().size(); i++) {
                String source =
                        "p" + k + "." + TableName.quote(key.parentColumns().get(i));
                String shared = sources.putIfAbsent(key.columns().get(i), source);
                if (shared != null) {
                    conditions.add(shared + " = " + source);
                }
            }
            from.append(k == 0 ? "" : " JOIN ")
                    .append(selectParents(key, limit))
                    .append(" AS p")
                    .append(k);
            if (k > 0) {
                from.append(" ON ").append(conditions.isEmpty() ? "true" : String.join(" AND ", conditions));
            }
        }
        String names =
                columns.stream().map(column -> sources.get(column.name())).collect(Collectors.joining(", "));
        return query("SELECT " + names + " FROM " + from + " LIMIT " + MAX_ROWS, columns);
    }

    private static String selectParents(ForeignKey key, int limit) {
        String names = key.parentColumns().stream().map(TableName::quote).collect(Collectors.joining(", "));
        String present = key.parentColumns().stream()
                .map(name -> TableName.quote(name) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        return "(SELECT " + names + " FROM " + key.parent() + " WHERE " + present + " ORDER BY " + names + " LIMIT "
                + limit + ")";
    }

    private List<@Nullable Object[]> query(String sql, List<Column> columns) throws SQLException {
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
        return tuples;
    }

    /** Returns the exception for required foreign keys without parent rows. It names the tables to fill first, in order. */
    LoadException missingParents(List<ForeignKey> keys) throws SQLException {
        List<ForeignKey> empty = new ArrayList<>();
        for (ForeignKey key : keys) {
            if (isEmpty(key.parent())) {
                empty.add(key);
            }
        }
        if (empty.isEmpty()) {
            return new LoadException("Table " + table.name() + " cannot be filled: foreign keys "
                    + keys.stream().map(ForeignKey::name).collect(Collectors.joining(" and "))
                    + " share columns, but no rows of "
                    + keys.stream().map(ForeignKey::parent).distinct().collect(Collectors.joining(" and "))
                    + " agree in them.\nInsert such rows first, or choose another table with --table.");
        }
        ForeignKey first = empty.get(0);
        if (first.ownTable()) {
            return new LoadException("Table " + table.name() + " cannot be filled: foreign key " + first.name()
                    + " requires a row of the table itself, but it is empty.\nInsert the first row with SQL.");
        }
        Set<String> order = new LinkedHashSet<>();
        for (ForeignKey key : empty) {
            addInOrder(key.parent(), order, new LinkedHashSet<>());
        }
        String required = first.columns().stream()
                .filter(name -> table.column(name).isRequired())
                .collect(Collectors.joining(", "));
        return new LoadException("Table " + table.name() + " cannot be filled: foreign key " + first.name()
                + " requires a row in " + first.parent() + " for " + required + ", but that table is empty.\n"
                + (order.size() == 1 ? "Fill it first, with " : "Fill these tables first, one after the other: ")
                + String.join(", ", order) + ".");
    }

    /** Adds a table after the empty ones that it requires itself. */
    private void addInOrder(String parent, Set<String> order, Set<String> path) throws SQLException {
        if (!path.add(parent)) {
            return;
        }
        TableDefinition definition =
                new Catalog(connection).find(TableName.parse(parent)).orElseThrow();
        for (ForeignKey key : definition.foreignKeys()) {
            boolean required = key.columns().stream()
                    .anyMatch(name -> definition.column(name).isRequired());
            if (required && !key.ownTable() && isEmpty(key.parent())) {
                addInOrder(key.parent(), order, path);
            }
        }
        order.add("--table " + (parent.contains("\"") ? "'" + parent + "'" : parent));
    }

    private boolean isEmpty(String quotedTable) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT NOT EXISTS (SELECT FROM " + quotedTable + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
