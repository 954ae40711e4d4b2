package dev.ezcdc.infra.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds tables whose values Debezium 3.7 writes into the wrong columns after {@code ALTER TYPE … ADD VALUE}: those with
 * an enum and a generated column that is not the last one. When it receives a value that it does not know, Debezium reads
 * the table's columns again, the generated one included, which PostgreSQL does not send. The row with the new value is
 * right. Each later one is shifted by a column, silently where the types fit, until the connector restarts.
 */
record EnumShift(String table, String enumType, String generatedColumn) {
    private static final String TABLES = """
            select n.nspname || '.' || c.relname, e.typname, g.attname
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join lateral (
                select a.attname from pg_attribute a
                where a.attrelid = c.oid and a.attgenerated <> '' and not a.attisdropped
                      and exists (select from pg_attribute b where b.attrelid = c.oid and b.attnum > a.attnum
                                  and b.attgenerated = '' and not b.attisdropped)
                      and not exists (select from pg_publication_tables t where t.pubname = ?
                                      and t.schemaname = n.nspname and t.tablename = c.relname
                                      and a.attname = any (t.attnames))
                order by a.attnum limit 1) g on true
            join lateral (
                select coalesce(i.typname, y.typname) as typname from pg_attribute a
                join pg_type y on y.oid = a.atttypid
                left join pg_type i on i.oid = y.typelem and i.typtype = 'e'
                where a.attrelid = c.oid and not a.attisdropped and (y.typtype = 'e' or i.oid is not null)
                order by a.attnum limit 1) e on true
            where exists (select from pg_publication_tables t where t.pubname = ?
                          and t.schemaname = n.nspname and t.tablename = c.relname)
            order by 1""";

    /** Returns the tables of a publication that are at risk. */
    static List<EnumShift> findAll(Connection connection, String publication) throws SQLException {
        List<EnumShift> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, publication);
            statement.setString(2, publication);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(new EnumShift(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return tables;
    }

    String describe() {
        return "table " + table + " has an enum (" + enumType + ") and a generated column before others ("
                + generatedColumn
                + "). After `alter type … add value`, Debezium 3.7 writes the values of later rows into"
                + " the wrong columns until the connector restarts. Restart it at once after such a statement";
    }
}
