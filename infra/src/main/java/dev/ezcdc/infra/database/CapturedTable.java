package dev.ezcdc.infra.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
 * @param isSchemaUsable whether the connector's role has USAGE on the schema
 * @param isReadable whether the role has SELECT on it
 * @param isPublished whether the connector's publication has it: by name, by its partitions, or because it has all tables
 */
record CapturedTable(
        String schema,
        String name,
        char kind,
        boolean isUnlogged,
        boolean isPartition,
        char replicaIdentity,
        boolean hasPrimaryKey,
        List<String> storedGeneratedColumns,
        boolean isSchemaUsable,
        boolean isReadable,
        boolean isPublished) {
    private static final int MAX_NAMES = 5;
    private static final String ALL = """
            select n.nspname, c.relname, c.relkind, c.relpersistence = 'u', c.relispartition, c.relreplident,
                   exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary),
                   array(select a.attname::text from pg_attribute a
                         where a.attrelid = c.oid and a.attgenerated = 's' and not a.attisdropped order by a.attnum),
                   coalesce(has_schema_privilege(r.oid, n.oid, 'usage'), false),
                   coalesce(has_table_privilege(r.oid, c.oid, 'select'), false),
                   coalesce(p.puballtables
                     or exists (select from pg_publication_rel l where l.prpubid = p.oid and l.prrelid = c.oid)
                     or exists (select from pg_publication_tables t where t.pubname = p.pubname
                                and t.schemaname = n.nspname and t.tablename = c.relname), false)
            from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
              left join pg_roles r on r.rolname = ?
              left join pg_publication p on p.pubname = ?
            where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't'
              and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
            order by 1, 2""";

    CapturedTable {
        storedGeneratedColumns = List.copyOf(storedGeneratedColumns);
    }

    /**
     * Returns all relations that users made, by schema and name.
     *
     * @param role the connector's role, which has no rights if it does not exist
     * @param publication the connector's publication, which has no tables if it does not exist
     */
    static List<CapturedTable> findAll(Connection connection, String role, String publication) throws SQLException {
        List<CapturedTable> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ALL)) {
            statement.setString(1, role);
            statement.setString(2, publication);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(new CapturedTable(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3).charAt(0),
                            rows.getBoolean(4),
                            rows.getBoolean(5),
                            rows.getString(6).charAt(0),
                            rows.getBoolean(7),
                            List.of((String[]) rows.getArray(8).getArray()),
                            rows.getBoolean(9),
                            rows.getBoolean(10),
                            rows.getBoolean(11)));
                }
            }
        }
        return tables;
    }

    /** Returns the relations that a pattern matches as Debezium does. */
    static List<CapturedTable> findMatches(List<CapturedTable> all, List<String> patterns) {
        return all.stream()
                .filter(table -> patterns.stream().anyMatch(pattern -> TablePattern.matches(pattern, table.fullName())))
                .toList();
    }

    /** Returns whether a publication can contain it. */
    boolean isPublishable() {
        return (kind == 'r' || kind == 'p') && !isUnlogged;
    }

    /** Returns whether PostgreSQL refuses updates and deletes once the table is published. */
    boolean lacksReplicaIdentity() {
        return kind == 'r' && (replicaIdentity == 'n' || replicaIdentity == 'd' && !hasPrimaryKey);
    }

    /** Returns whether PostgreSQL 18 refuses updates and deletes if a publication has it without its generated columns. */
    boolean needsGeneratedColumns() {
        return replicaIdentity == 'f' && !storedGeneratedColumns.isEmpty();
    }

    /** Returns {@code schema.table} without quotes, as Debezium's patterns see it. */
    String fullName() {
        return schema + "." + name;
    }

    /** Returns the name for SQL. */
    String toSql() {
        return quote(schema) + "." + quote(name);
    }

    /** Returns the names for SQL, separated by commas. */
    static String toSqlList(List<CapturedTable> tables) {
        return tables.stream().map(CapturedTable::toSql).collect(Collectors.joining(", "));
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
