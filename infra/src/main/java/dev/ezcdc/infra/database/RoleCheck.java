package dev.ezcdc.infra.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds what a connector's role may not do. */
record RoleCheck(String role) {
    /** Returns the problems, each with its remedy. */
    List<String> findProblems(Connection connection, List<CapturedTable> tables) throws SQLException {
        List<String> problems = new ArrayList<>();
        if (!CaptureGrant.queryBoolean(connection, "select exists (select from pg_roles where rolname = ?)", role)) {
            problems.add("role " + role + " does not exist. Run `create role " + CapturedTable.quote(role)
                    + " login replication`, and set its password with `\\password`");
            return problems;
        }
        String name = CapturedTable.quote(role);
        if (!CaptureGrant.queryBoolean(connection, "select rolcanlogin from pg_roles where rolname = ?", role)) {
            problems.add("role " + role + " cannot log in. Run `alter role " + name + " login`");
        }
        if (!CaptureGrant.queryBoolean(
                        connection, "select rolreplication or rolsuper from pg_roles where rolname = ?", role)
                && !isMemberOfReplicationRole(connection)) {
            problems.add("role " + role + " may not replicate. Run `alter role " + name
                    + " replication`, or on Amazon RDS `grant rds_replication to " + name + "`");
        }
        if (!CaptureGrant.queryBoolean(
                connection, "select has_database_privilege(?, current_database(), 'connect')", role)) {
            problems.add("role " + role + " may not connect. Run `grant connect on database "
                    + CapturedTable.quote(connection.getCatalog()) + " to " + name + "`");
        }
        tables.stream()
                .filter(table -> !table.isSchemaUsable())
                .map(CapturedTable::schema)
                .distinct()
                .forEach(schema -> problems.add("role " + role + " may not use schema " + schema
                        + ". Run `grant usage on schema " + CapturedTable.quote(schema) + " to " + name + "`"));
        List<CapturedTable> unreadable =
                tables.stream().filter(table -> !table.isReadable()).toList();
        if (!unreadable.isEmpty()) {
            problems.add("role " + role + " may not read " + CapturedTable.describe(unreadable)
                    + ", which a snapshot does. Run `grant select on "
                    + CapturedTable.toSqlList(unreadable) + " to " + name + "`");
        }
        return problems;
    }

    private boolean isMemberOfReplicationRole(Connection connection) throws SQLException {
        return CaptureGrant.queryBoolean(
                connection,
                "select pg_has_role(?, oid, 'member') from pg_roles where rolname = 'rds_replication'",
                role);
    }
}
