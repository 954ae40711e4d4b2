package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks, before a run, that its user may write to a table. */
final class WritePrivileges {

    private WritePrivileges() {}

    /** @throws LoadException if the user lacks a privilege that the options need, or the server is read-only */
    static void require(Connection connection, TableName table, LoadOptions options) throws SQLException {
        OperationMix mix = options.mix();
        List<String> needed = new ArrayList<>(List.of("INSERT", "SELECT"));
        if (mix.update() + mix.rekey() > 0) {
            needed.add("UPDATE");
        }
        if (mix.delete() > 0) {
            needed.add("DELETE");
        }
        if (options.truncateEveryRows() > 0) {
            needed.add("TRUNCATE");
        }
        String sql = "SELECT current_setting('transaction_read_only')::boolean, ARRAY(SELECT p FROM unnest(?::text[]) p"
                + " WHERE NOT has_table_privilege(to_regclass(?), p) AND NOT (p IN ('INSERT', 'UPDATE', 'SELECT')"
                + " AND has_any_column_privilege(to_regclass(?), p)) ORDER BY p)";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", needed.toArray()));
            query.setString(2, table.toQuotedSql());
            query.setString(3, table.toQuotedSql());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    throw new LoadException(
                            "The server is read-only, because it is a standby or its settings forbid writes."
                                    + "\nWrite to the primary, with --jdbc-url.");
                }
                String missing = String.join(", ", (String[]) row.getArray(2).getArray());
                if (!missing.isEmpty()) {
                    throw new LoadException("User " + options.user() + " lacks " + missing + " on table " + table
                            + ".\nRun as its owner: GRANT " + missing + " ON " + table.toSql() + " TO \""
                            + options.user().replace("\"", "\"\"") + "\";");
                }
            }
        }
    }
}
