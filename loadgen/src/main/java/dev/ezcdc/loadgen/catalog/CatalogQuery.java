package dev.ezcdc.loadgen.catalog;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Queries with one parameter, which is the name of a table or an oid. Not thread-safe. */
record CatalogQuery(Connection connection) {

    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, String parameter, RowReader<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
        }
        return found;
    }

    /** Returns SQL for an array of column names, in the order of the given column numbers. */
    static String columnNamesSql(String table, String numbers) {
        return "ARRAY(SELECT attname::text FROM unnest(" + numbers + ") WITH ORDINALITY AS k(n, i)"
                + " JOIN pg_attribute ON attrelid = " + table + " AND attnum = n ORDER BY i)";
    }

    /** Returns SQL for an array of the columns of a table that an object depends on. */
    static String dependenciesSql(String table, String objectClass, String object) {
        return "ARRAY(SELECT DISTINCT attname::text FROM pg_depend JOIN pg_attribute ON attrelid = refobjid"
                + " AND attnum = refobjsubid WHERE classid = '" + objectClass + "'::regclass AND objid = " + object
                + " AND refclassid = 'pg_class'::regclass AND refobjid = " + table + " AND refobjsubid > 0)";
    }

    static List<String> toStrings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
