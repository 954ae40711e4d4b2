package dev.ezcdc.infra.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fewest rights with which a connector captures tables, as SQL: a role that can replicate and read these tables and
 * write none, and a publication that the role does not own. The connector then needs
 * {@code publication.autocreate.mode=disabled}.
 *
 * @param role the connector's role
 * @param publication the publication's name
 * @param patterns the patterns of the tables to capture
 */
public record CaptureGrant(String role, String publication, List<String> patterns) {
    private static final String PUBLISHED_OPERATIONS = "publish = 'insert, update, delete, truncate'";

    /** Queries whether a publication has a table: by its name, by its partitions, or because it has all tables. */
    static final String IS_PUBLISHED = """
            select exists (
              select from pg_publication p
              where p.pubname = ? and (
                p.puballtables
                or exists (select from pg_publication_rel r where r.prpubid = p.oid and r.prrelid = ?::regclass)
                or exists (select from pg_publication_tables t where t.pubname = p.pubname
                           and format('%I.%I', t.schemaname, t.tablename)::regclass = ?::regclass)))""";

    public CaptureGrant {
        patterns = List.copyOf(patterns);
    }

    /** Creates the role, or gives an existing one this password. Needs a superuser. */
    public void createRole(Connection connection, String password) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute((roleExists(connection) ? "alter" : "create") + " role " + CapturedTable.quote(role)
                    + " login replication password " + statement.enquoteLiteral(password));
        }
    }

    /** Returns the statement that creates the role, to be followed by {@code \password}. */
    public String roleSql() {
        return "create role " + CapturedTable.quote(role) + " login replication";
    }

    /** Returns the statements that are still needed for the tables that exist now. The role may be missing. */
    public List<String> missingSql(Connection connection) throws SQLException {
        List<CapturedTable> tables = CapturedTable.findMatches(CapturedTable.findAll(connection), patterns).stream()
                .filter(CapturedTable::isPublishable)
                .toList();
        List<String> sql = new ArrayList<>();
        addRights(connection, tables, sql);
        addPublication(connection, tables, sql);
        return sql;
    }

    private void addRights(Connection connection, List<CapturedTable> tables, List<String> sql) throws SQLException {
        boolean exists = roleExists(connection);
        String to = " to " + CapturedTable.quote(role);
        String database = connection.getCatalog();
        if (!exists || !queryBoolean(connection, "select has_database_privilege(?, ?, 'connect')", role, database)) {
            sql.add("grant connect on database " + CapturedTable.quote(database) + to);
        }
        Set<String> schemas =
                tables.stream().map(CapturedTable::schema).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String schema : schemas) {
            if (!exists || !queryBoolean(connection, "select has_schema_privilege(?, ?, 'usage')", role, schema)) {
                sql.add("grant usage on schema " + CapturedTable.quote(schema) + to);
            }
        }
        List<String> unreadable = new ArrayList<>();
        for (CapturedTable table : tables) {
            if (!exists
                    || !queryBoolean(connection, "select has_table_privilege(?, ?, 'select')", role, table.toSql())) {
                unreadable.add(table.toSql());
            }
        }
        if (!unreadable.isEmpty()) {
            sql.add("grant select on " + String.join(", ", unreadable) + to);
        }
    }

    private void addPublication(Connection connection, List<CapturedTable> tables, List<String> sql)
            throws SQLException {
        // A partition is published with its table.
        List<CapturedTable> roots =
                tables.stream().filter(table -> !table.isPartition()).toList();
        List<CapturedTable> published = roots.isEmpty() ? tables : roots;
        String name = CapturedTable.quote(publication);
        if (published.isEmpty()) {
            return;
        }
        boolean hasGenerated = published.stream()
                .anyMatch(table -> table.replicaIdentity() == 'f'
                        && !table.storedGeneratedColumns().isEmpty());
        boolean canPublishGenerated = connection.getMetaData().getDatabaseMajorVersion() >= 18;
        if (!queryBoolean(connection, "select exists (select from pg_publication where pubname = ?)", publication)) {
            List<String> options = new ArrayList<>(List.of(PUBLISHED_OPERATIONS));
            if (published.stream().anyMatch(table -> table.kind() == 'p')) {
                options.add("publish_via_partition_root = true");
            }
            if (hasGenerated && canPublishGenerated) {
                options.add("publish_generated_columns = stored");
            }
            sql.add("create publication " + name + " for table "
                    + published.stream().map(CapturedTable::toSql).collect(Collectors.joining(", ")) + " with ("
                    + String.join(", ", options) + ")");
            return;
        }
        if (hasGenerated
                && canPublishGenerated
                && !queryBoolean(
                        connection, "select pubgencols = 's' from pg_publication where pubname = ?", publication)) {
            // Before the tables, because from then on PostgreSQL would refuse their updates and deletes.
            sql.add("alter publication " + name + " set (publish_generated_columns = stored)");
        }
        List<CapturedTable> missing = new ArrayList<>();
        for (CapturedTable table : published) {
            if (!queryBoolean(connection, IS_PUBLISHED, publication, table.toSql(), table.toSql())) {
                missing.add(table);
            }
        }
        if (missing.stream().anyMatch(table -> table.kind() == 'p')
                && !queryBoolean(connection, "select pubviaroot from pg_publication where pubname = ?", publication)) {
            sql.add("alter publication " + name + " set (publish_via_partition_root = true)");
        }
        if (!missing.isEmpty()) {
            sql.add("alter publication " + name + " add table "
                    + missing.stream().map(CapturedTable::toSql).collect(Collectors.joining(", ")));
        }
    }

    /** Returns whether the role exists. */
    public boolean roleExists(Connection connection) throws SQLException {
        return queryBoolean(connection, "select exists (select from pg_roles where rolname = ?)", role);
    }

    static boolean queryBoolean(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
