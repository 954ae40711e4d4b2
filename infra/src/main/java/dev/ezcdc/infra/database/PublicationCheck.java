package dev.ezcdc.infra.database;

import dev.ezcdc.infra.LossRemedy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds changes that a publication does not send, and tables whose updates PostgreSQL refuses because it publishes them.
 *
 * @param mustExist whether the publication must have all tables already; otherwise the connector adds them
 * @param capturesTruncates whether the connector passes truncates on
 */
record PublicationCheck(String name, boolean mustExist, boolean capturesTruncates) {
    private static final String NEW_SNAPSHOT =
            ". If changes were made in the meantime, read the tables again: run " + LossRemedy.RESNAPSHOT;

    /**
     * Returns the problems, each with its remedy.
     *
     * @param grant the rights of the connector, for the statement that creates the publication
     */
    List<String> findProblems(Connection connection, List<CapturedTable> tables, CaptureGrant grant)
            throws SQLException {
        List<String> problems = new ArrayList<>();
        if (!CaptureGrant.queryBoolean(
                connection, "select exists (select from pg_publication where pubname = ?)", name)) {
            if (mustExist) {
                problems.add(
                        "publication " + name + " does not exist, so PostgreSQL sends no changes, and those made in the"
                                + " meantime are lost. Let the tables' owner run `" + createSql(connection, grant) + "`"
                                + NEW_SNAPSHOT);
            } else {
                addGenerated(connection, tables, problems);
            }
            return problems;
        }
        if (mustExist) {
            List<CapturedTable> missing = tables.stream()
                    .filter(table -> !table.isPartition() && !table.isPublished())
                    .toList();
            if (!missing.isEmpty()) {
                problems.add("publication " + name + " does not have " + CapturedTable.describe(missing)
                        + ", so PostgreSQL sends no changes of it, and those made in the meantime are lost. Let the"
                        + " tables' owner run `alter publication "
                        + CapturedTable.quote(name) + " add table "
                        + CapturedTable.toSqlList(missing)
                        + "`" + NEW_SNAPSHOT);
            }
        }
        String unpublished = findUnpublishedOperations(connection);
        if (!unpublished.isEmpty()) {
            problems.add("publication " + name + " does not publish " + unpublished + ", so these changes never arrive."
                    + " Let its owner run `alter publication " + CapturedTable.quote(name)
                    + " set (publish = 'insert, update, delete, truncate')`"
                    + (unpublished.equals("truncate") ? ", or set skipped.operations=t in the connector" : ""));
        }
        addGenerated(connection, tables, problems);
        return problems;
    }

    private String findUnpublishedOperations(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select pubinsert, pubupdate, pubdelete, pubtruncate from pg_publication where pubname = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                List<String> unpublished = new ArrayList<>();
                String[] operations = {"insert", "update", "delete", "truncate"};
                for (int i = 0; i < operations.length; i++) {
                    if (!row.getBoolean(i + 1) && (capturesTruncates || i < 3)) {
                        unpublished.add(operations[i]);
                    }
                }
                return String.join(", ", unpublished);
            }
        }
    }

    /** PostgreSQL 18 publishes no generated columns by default, but a full replica identity contains them. */
    private void addGenerated(Connection connection, List<CapturedTable> tables, List<String> problems)
            throws SQLException {
        if (!hasGeneratedColumns(connection)) {
            return;
        }
        boolean publishesGenerated = CaptureGrant.queryBoolean(
                connection, "select pubgencols = 's' from pg_publication where pubname = ?", name);
        for (CapturedTable table : tables) {
            if (table.needsGeneratedColumns()
                    && (table.isPublished()
                            ? lacksGeneratedColumn(connection, table)
                            : !mustExist && !publishesGenerated)) {
                problems.add("table " + table.fullName() + " has the stored generated column "
                        + table.storedGeneratedColumns().get(0) + " and REPLICA IDENTITY FULL. In a publication that"
                        + " does not publish generated columns, PostgreSQL refuses every UPDATE and DELETE of it"
                        + " (42P10). Run `alter publication " + CapturedTable.quote(name)
                        + " set (publish_generated_columns = stored)`, or `alter table " + table.toSql()
                        + " replica identity default`");
            }
        }
    }

    private boolean lacksGeneratedColumn(Connection connection, CapturedTable table) throws SQLException {
        return CaptureGrant.queryBoolean(
                connection,
                "select exists (select from pg_publication_tables where pubname = ? and schemaname = ?"
                        + " and tablename = ? and not (? = any (attnames::text[])))",
                name,
                table.schema(),
                table.name(),
                table.storedGeneratedColumns().get(0));
    }

    /** Returns whether a publication of this server can contain generated columns, and refuses changes without them. */
    static boolean hasGeneratedColumns(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() >= 18;
    }

    private String createSql(Connection connection, CaptureGrant grant) throws SQLException {
        return grant.missingSql(connection).stream()
                .filter(sql -> sql.startsWith("create publication"))
                .findFirst()
                .orElse("create publication " + CapturedTable.quote(name) + " for table …");
    }
}
