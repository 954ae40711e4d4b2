package dev.ezcdc.instruments.audit;

import dev.ezcdc.instruments.audit.fault.FaultContext;
import dev.ezcdc.instruments.audit.work.AuditTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the audit's tables from PostgreSQL. */
final class TableReader {

    private TableReader() {}

    /** Returns the rows by key, by table. No writer may be active. */
    static Map<String, Map<Long, Map<String, @Nullable Object>>> read(FaultContext context) throws SQLException {
        Map<String, Map<Long, Map<String, @Nullable Object>>> tables = new HashMap<>();
        try (Connection connection = context.openConnection();
                Statement statement = connection.createStatement()) {
            for (String table : AuditTables.captured()) {
                Map<Long, Map<String, @Nullable Object>> rows = new HashMap<>();
                try (ResultSet result = statement.executeQuery("select * from " + AuditTables.SCHEMA + "." + table)) {
                    while (result.next()) {
                        rows.put(result.getLong("id"), row(result));
                    }
                }
                tables.put(table, rows);
            }
        }
        return tables;
    }

    private static Map<String, @Nullable Object> row(ResultSet result) throws SQLException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.put(result.getMetaData().getColumnName(i), result.getObject(i));
        }
        return row;
    }
}
