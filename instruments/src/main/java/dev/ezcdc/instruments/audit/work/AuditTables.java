package dev.ezcdc.instruments.audit.work;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of the audit's workload. Each row version has a unique {@code version} number. One table has complete before
 * images, the others only keys, and one has values that PostgreSQL stores out of line.
 */
public final class AuditTables {

    public static final String SCHEMA = "audit";
    public static final String ACCOUNTS = "accounts";
    public static final String ORDERS = "orders";
    public static final String NOTES = "notes";

    private static final String DDL = """
            create schema if not exists audit;
            create table if not exists audit.accounts (
              id bigint primary key, version bigint not null, owner text, balance numeric(14, 2),
              spare text default 'spare', small int default 1);
            alter table audit.accounts replica identity full;
            create table if not exists audit.orders (
              id bigint primary key, version bigint not null, account bigint, state text);
            create table if not exists audit.notes (
              id bigint primary key, version bigint not null, title text, body text);
            alter table audit.notes alter column body set storage external;
            create table if not exists audit.writers (writer int primary key, last bigint not null);
            """;

    private AuditTables() {}

    /** Returns the names of the captured tables. {@code writers} is not captured. */
    public static List<String> captured() {
        return List.of(ACCOUNTS, ORDERS, NOTES);
    }

    /** Returns the captured tables with their schema, as in {@code table.include.list}. */
    public static List<String> qualifiedNames() {
        return captured().stream().map(table -> SCHEMA + "." + table).toList();
    }

    /** Returns the topic of a table. */
    public static String topic(String table) {
        return "cdctest." + SCHEMA + "." + table;
    }

    /** Creates the schema and the tables that do not exist. */
    public static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(DDL);
        }
    }
}
