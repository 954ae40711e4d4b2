package dev.ezcdc.cli.connectors;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.database.TablePattern;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A captured table. Immutable.
 *
 * @param estimatedRows PostgreSQL's estimate; negative if the table was never analyzed
 * @param hasPrimaryKey whether the table can be read in chunks
 */
record SnapshotTable(String schema, String name, long estimatedRows, boolean hasPrimaryKey) {

    /** Returns the tables that a connector captures and that exist. */
    static List<SnapshotTable> findCaptured(Connection connection, ConnectorConfig config) throws SQLException {
        List<SnapshotTable> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select n.nspname, c.relname, c.reltuples::bigint,
                               exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
                          and n.nspname not in ('pg_catalog', 'information_schema')
                        order by 1, 2""")) {
            while (row.next()) {
                SnapshotTable table =
                        new SnapshotTable(row.getString(1), row.getString(2), row.getLong(3), row.getBoolean(4));
                List<String> patterns = config.tablePatterns();
                if (patterns.isEmpty() || patterns.stream().anyMatch(table::matches)) {
                    tables.add(table);
                }
            }
        }
        return tables;
    }

    /** Returns the tables that match a user's names or patterns. */
    static List<SnapshotTable> choose(List<SnapshotTable> captured, List<String> patterns, String connector) {
        List<SnapshotTable> chosen = new ArrayList<>();
        for (String pattern : patterns) {
            List<SnapshotTable> matches =
                    captured.stream().filter(table -> table.matches(pattern)).toList();
            if (matches.isEmpty()) {
                throw new StackException("connector " + connector + " captures no table " + pattern + ". It captures "
                        + captured.stream().map(SnapshotTable::id).toList());
            }
            matches.stream().filter(table -> !chosen.contains(table)).forEach(chosen::add);
        }
        return chosen;
    }

    boolean matches(String pattern) {
        return TablePattern.matches(pattern, id());
    }

    /** Returns the name by which Debezium calls the table. */
    String id() {
        return schema + "." + name;
    }

    /**
     * Returns whether Debezium can read it in chunks: it needs a primary key, and Debezium 3.7 cannot parse a name with a
     * space.
     */
    boolean isReadableInChunks() {
        return hasPrimaryKey && !id().contains(" ");
    }

    /** Returns a regular expression that matches this table only. */
    String pattern() {
        return TablePattern.parse('"' + schema.replace("\"", "\"\"") + "\".\"" + name.replace("\"", "\"\"") + '"');
    }

    /** Returns the table's topic; Debezium replaces what Kafka does not allow. */
    String topic(String prefix) {
        return (prefix + "." + id()).replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
