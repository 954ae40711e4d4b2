package dev.ezcdc.infra.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A relation that a connector's table patterns match, with what decides whether PostgreSQL can publish it.
 *
 * @param kind {@code pg_class.relkind}: {@code r} table, {@code p} partitioned table, {@code v} view, {@code m}
 *     materialized view, {@code f} foreign table
 * @param isUnlogged whether PostgreSQL writes no WAL for it
 * @param isPartition whether it belongs to a partitioned table
 * @param replicaIdentity {@code pg_class.relreplident}: {@code d} primary key, {@code n} nothing, {@code f} full,
 *     {@code i} index
 * @param storedGeneratedColumns the names of its stored generated columns
 */
record CapturedTable(
        String schema,
        String name,
        char kind,
        boolean isUnlogged,
        boolean isPartition,
        char replicaIdentity,
        boolean hasPrimaryKey,
        List<String> storedGeneratedColumns) {
    private static final int MAX_NAMES = 5;

    CapturedTable {
        storedGeneratedColumns = List.copyOf(storedGeneratedColumns);
    }

    /** Returns all relations that users made, by schema and name. */
    static List<CapturedTable> findAll(Connection connection) throws SQLException {
        List<CapturedTable> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select n.nspname, c.relname, c.relkind, c.relpersistence = 'u', c.relispartition, c.relreplident,
                               exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary),
                               array(select a.attname::text from pg_attribute a
                                     where a.attrelid = c.oid and a.attgenerated = 's' and not a.attisdropped
                                     order by a.attnum)
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't'
                          and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
                        order by 1, 2""")) {
            while (rows.next()) {
                tables.add(new CapturedTable(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3).charAt(0),
                        rows.getBoolean(4),
                        rows.getBoolean(5),
                        rows.getString(6).charAt(0),
                        rows.getBoolean(7),
                        List.of((String[]) rows.getArray(8).getArray())));
            }
        }
        return tables;
    }

    /** Returns the relations that a pattern matches as Debezium does. */
    static List<CapturedTable> findMatches(List<CapturedTable> all, List<String> patterns) {
        return all.stream()
                .filter(table -> patterns.stream()
                        .anyMatch(pattern -> !TablePattern.findMatches(pattern, List.of(table.fullName()))
                                .isEmpty()))
                .toList();
    }

    /** Returns the relations that a publication has. */
    static List<CapturedTable> findPublished(Connection connection, List<CapturedTable> all, String publication)
            throws SQLException {
        List<CapturedTable> published = new ArrayList<>();
        for (CapturedTable table : all) {
            if (table.isPublishable()
                    && CaptureGrant.queryBoolean(
                            connection, CaptureGrant.IS_PUBLISHED, publication, table.toSql(), table.toSql())) {
                published.add(table);
            }
        }
        return published;
    }

    /** Returns whether a publication can contain it. */
    boolean isPublishable() {
        return (kind == 'r' || kind == 'p') && !isUnlogged;
    }

    /** Returns whether PostgreSQL refuses updates and deletes once the table is published. */
    boolean lacksReplicaIdentity() {
        return kind == 'r' && (replicaIdentity == 'n' || replicaIdentity == 'd' && !hasPrimaryKey);
    }

    /** Returns {@code schema.table} without quotes, as Debezium's patterns see it. */
    String fullName() {
        return schema + "." + name;
    }

    /** Returns the name for SQL. */
    String toSql() {
        return quote(schema) + "." + quote(name);
    }

    /** Quotes an identifier for SQL. Always quotes, because it may be a reserved word. */
    static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Returns "table" or "tables" and their names, the first few of many. */
    static String describe(List<CapturedTable> tables) {
        return (tables.size() == 1 ? "table " : "tables ")
                + abbreviate(tables.stream().map(CapturedTable::fullName).toList());
    }

    /** Returns the first few names. */
    static String abbreviate(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())))
                + (names.size() > MAX_NAMES ? " and " + (names.size() - MAX_NAMES) + " more" : "");
    }
}
