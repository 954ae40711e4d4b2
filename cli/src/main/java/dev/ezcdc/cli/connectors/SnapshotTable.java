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
import java.util.Optional;

/**
 * A captured table. Immutable.
 *
 * @param estimatedRows PostgreSQL's estimate; negative if the table was never analyzed
 * @param hasPrimaryKey whether it has a primary key
 */
record SnapshotTable(String schema, String name, long estimatedRows, boolean hasPrimaryKey) {

    /** Returns the tables that a connector captures and that exist, except for its signal table. */
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
                if (table.id().equals(config.settings().get("signal.data.collection"))) {
                    continue;
                }
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

    /** Returns why Debezium cannot read the table in chunks; empty if it can. */
    Optional<String> findObstacle(SignalSettings signals) {
        if (!hasPrimaryKey) {
            return Optional.of("it has no primary key, by which Debezium reads a table in chunks");
        }
        if (mustBeQuoted() && !signals.usesTable()) {
            return Optional.of("Debezium reads a name with a space, dot or quote only if signals come from a table"
                    + " (signal.data.collection)");
        }
        return Optional.empty();
    }

    /**
     * Returns the name of the table in a signal: a regular expression that matches this table only. Debezium 3.7 parses the
     * name of a matching table again, and fails if it contains a space, a dot or a quote. For such a table this is its
     * quoted name: as an expression it matches no table, and Debezium then takes it as a name.
     */
    String signalName() {
        String quoted = quote(schema) + "." + quote(name);
        return mustBeQuoted() ? quoted : TablePattern.parse(quoted);
    }

    private boolean mustBeQuoted() {
        return (schema + name).matches(".*[\\s.\"].*");
    }

    /** Returns {@code schema.table} as SQL. */
    static String quoteId(String id) {
        int dot = id.indexOf('.');
        return quote(id.substring(0, Math.max(0, dot))) + "." + quote(id.substring(dot + 1));
    }

    private static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Returns the table's topic; Debezium replaces what Kafka does not allow. */
    String topic(String prefix) {
        return (prefix + "." + id()).replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
