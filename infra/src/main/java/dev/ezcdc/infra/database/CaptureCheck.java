package dev.ezcdc.infra.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds at once what a connector would report late and less clearly, or would not report at all: missing rights, a
 * publication that lacks a table or an operation, tables that PostgreSQL cannot publish, and tables whose updates
 * PostgreSQL refuses because they are published.
 *
 * @param role the connector's role
 * @param slot the connector's replication slot
 * @param publication the connector's publication, or empty if its logical decoding plug-in uses none
 * @param createsPublication whether the connector itself creates or extends the publication
 * @param patterns the patterns of the tables to capture; none for those of the publication
 */
public record CaptureCheck(
        String role,
        String slot,
        Optional<String> publication,
        boolean createsPublication,
        boolean capturesTruncates,
        List<String> patterns) {
    public CaptureCheck {
        patterns = List.copyOf(patterns);
    }

    /**
     * Returns the problems, each with its remedy. The role may be another one than the connection's.
     *
     * @param isStreaming whether the connector streams; it has then created its publication if it does that
     */
    public List<String> findProblems(Connection connection, boolean isStreaming) throws SQLException {
        List<String> problems = new ArrayList<>();
        checkServer(connection, problems);
        List<CapturedTable> all = findAll(connection);
        List<CapturedTable> tables = select(all);
        problems.addAll(findTableProblems(connection, all, tables));
        List<CapturedTable> publishable =
                tables.stream().filter(CapturedTable::isPublishable).toList();
        problems.addAll(new RoleCheck(role).findProblems(connection, publishable));
        if (publication.isPresent()) {
            problems.addAll(new PublicationCheck(
                            publication.get(), !createsPublication || isStreaming, capturesTruncates)
                    .findProblems(connection, publishable, new CaptureGrant(role, publication.get(), patterns)));
        }
        return problems;
    }

    /**
     * Returns the problems that must be solved before a publication contains the tables: some do not exist, or PostgreSQL
     * would refuse their updates once it publishes them.
     */
    public List<String> findTableProblems(Connection connection) throws SQLException {
        List<CapturedTable> all = findAll(connection);
        return findTableProblems(connection, all, select(all));
    }

    private List<CapturedTable> findAll(Connection connection) throws SQLException {
        return CapturedTable.findAll(connection, role, publication.orElse(""));
    }

    /** Without patterns, other settings select the tables, and the publication has at least those that are captured. */
    private List<CapturedTable> select(List<CapturedTable> all) {
        return patterns.isEmpty()
                ? all.stream().filter(CapturedTable::isPublished).toList()
                : CapturedTable.findMatches(all, patterns);
    }

    /** Returns what is right now, but will do harm after a statement that looks innocent, each with its remedy. */
    public List<String> findRisks(Connection connection) throws SQLException {
        return publication.isEmpty()
                ? List.of()
                : EnumShift.findAll(connection, publication.get()).stream()
                        .map(EnumShift::describe)
                        .toList();
    }

    private void checkServer(Connection connection, List<String> problems) throws SQLException {
        String level = Database.queryString(connection, "show wal_level");
        if (!level.equals("logical")) {
            problems.add("PostgreSQL has wal_level=" + level + ", but Debezium needs wal_level=logical. Run"
                    + " `alter system set wal_level = logical` and restart PostgreSQL, or start it with"
                    + " `-c wal_level=logical`. A managed PostgreSQL has a parameter for it, such as"
                    + " rds.logical_replication");
        }
        boolean slotExists = CaptureGrant.queryBoolean(
                connection, "select exists (select from pg_replication_slots where slot_name = ?)", slot);
        String slots = Database.queryString(connection, "select count(*) from pg_replication_slots");
        String maxSlots = Database.queryString(connection, "show max_replication_slots");
        if (!slotExists && Integer.parseInt(slots) >= Integer.parseInt(maxSlots)) {
            problems.add("all " + maxSlots + " replication slots are in use. Drop one that no client reads (`select"
                    + " slot_name, active from pg_replication_slots`), or raise max_replication_slots and restart"
                    + " PostgreSQL");
        }
        boolean isActive = CaptureGrant.queryBoolean(
                connection, "select exists (select from pg_replication_slots where slot_name = ? and active)", slot);
        String senders = Database.queryString(connection, "select count(*) from pg_stat_replication");
        String maxSenders = Database.queryString(connection, "show max_wal_senders");
        if (!isActive && Integer.parseInt(senders) >= Integer.parseInt(maxSenders)) {
            problems.add("all " + maxSenders + " WAL senders are in use (`select application_name, client_addr from"
                    + " pg_stat_replication`). Stop a reader, or raise max_wal_senders and restart PostgreSQL");
        }
    }

    private List<String> findTableProblems(Connection connection, List<CapturedTable> all, List<CapturedTable> tables)
            throws SQLException {
        List<String> problems = new ArrayList<>();
        for (String pattern : patterns) {
            List<CapturedTable> matches = CapturedTable.findMatches(all, List.of(pattern));
            if (matches.isEmpty()) {
                List<String> names = all.stream()
                        .filter(CapturedTable::isPublishable)
                        .map(CapturedTable::fullName)
                        .toList();
                problems.add("table " + pattern + " is not in database " + connection.getCatalog()
                        + (names.isEmpty() ? ", which has no tables" : ", which has " + CapturedTable.abbreviate(names))
                        + ". Create it, or capture another table");
            } else if (matches.stream().noneMatch(CapturedTable::isPublishable)) {
                CapturedTable first = matches.get(0);
                problems.add(first.fullName() + " is " + describeKind(first)
                        + ", and PostgreSQL cannot publish it. Capture the tables behind it"
                        + (first.isUnlogged() ? ", or run `alter table " + first.toSql() + " set logged`" : ""));
            }
        }
        List<CapturedTable> refused = tables.stream()
                .filter(CapturedTable::isPublishable)
                .filter(CapturedTable::lacksReplicaIdentity)
                .toList();
        if (!refused.isEmpty() && publication.isPresent()) {
            problems.add(CapturedTable.describe(refused) + (refused.size() == 1 ? " has" : " have")
                    + " no replica identity. Once published, PostgreSQL refuses every UPDATE and DELETE of "
                    + (refused.size() == 1 ? "it" : "them") + ". Run `alter table "
                    + refused.get(0).toSql() + " replica identity full`, or add a primary key");
        }
        return problems;
    }

    private static String describeKind(CapturedTable table) {
        return switch (table.kind()) {
            case 'v' -> "a view";
            case 'm' -> "a materialized view";
            case 'f' -> "a foreign table";
            default -> "an unlogged table";
        };
    }
}
