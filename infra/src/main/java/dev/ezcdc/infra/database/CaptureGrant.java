package dev.ezcdc.infra.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

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
        List<CapturedTable> tables =
                CapturedTable.findMatches(CapturedTable.findAll(connection, role, publication), patterns).stream()
                        .filter(CapturedTable::isPublishable)
                        .toList();
        List<String> sql = new ArrayList<>();
        addRights(connection, tables, sql);
        addPublication(connection, tables, sql);
        return sql;
    }

    private void addRights(Connection connection, List<CapturedTable> tables, List<String> sql) throws SQLException {
        String to = " to " + CapturedTable.quote(role);
        String database = connection.getCatalog();
        if (!roleExists(connection)
                || !queryBoolean(connection, "select has_database_privilege(?, ?, 'connect')", role, database)) {
            sql.add("grant connect on database " + CapturedTable.quote(database) + to);
        }
        tables.stream()
                .filter(table -> !table.isSchemaUsable())
                .map(CapturedTable::schema)
                .distinct()
                .forEach(schema -> sql.add("grant usage on schema " + CapturedTable.quote(schema) + to));
        List<CapturedTable> unreadable =
                tables.stream().filter(table -> !table.isReadable()).toList();
        if (!unreadable.isEmpty()) {
            sql.add("grant select on " + CapturedTable.toSqlList(unreadable) + to);
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
        boolean needsGenerated = published.stream().anyMatch(CapturedTable::needsGeneratedColumns)
                && PublicationCheck.hasGeneratedColumns(connection);
        if (!queryBoolean(connection, "select exists (select from pg_publication where pubname = ?)", publication)) {
            List<String> options = new ArrayList<>(List.of(PUBLISHED_OPERATIONS));
            if (published.stream().anyMatch(table -> table.kind() == 'p')) {
                options.add("publish_via_partition_root = true");
            }
            if (needsGenerated) {
                options.add("publish_generated_columns = stored");
            }
            sql.add("create publication " + name + " for table "
                    + CapturedTable.toSqlList(published) + " with ("
                    + String.join(", ", options) + ")");
            return;
        }
        if (needsGenerated
                && !queryBoolean(
                        connection, "select pubgencols = 's' from pg_publication where pubname = ?", publication)) {
            // Before the tables, because from then on PostgreSQL would refuse their updates and deletes.
            sql.add("alter publication " + name + " set (publish_generated_columns = stored)");
        }
        List<CapturedTable> missing =
                published.stream().filter(table -> !table.isPublished()).toList();
        if (missing.stream().anyMatch(table -> table.kind() == 'p')
                && !queryBoolean(connection, "select pubviaroot from pg_publication where pubname = ?", publication)) {
            sql.add("alter publication " + name + " set (publish_via_partition_root = true)");
        }
        if (!missing.isEmpty()) {
            sql.add("alter publication " + name + " add table " + CapturedTable.toSqlList(missing));
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
