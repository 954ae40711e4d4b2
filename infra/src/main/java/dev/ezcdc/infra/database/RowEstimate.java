package dev.ezcdc.infra.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ezcdc.infra.SnapshotProgress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Estimates the rows of tables without reading them. */
public final class RowEstimate {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The statistics of a table, or of its partitions; null if one of them was never analyzed. */
    private static final String STATISTICS = """
            select n.nspname || '.' || c.relname, format('%I.%I', n.nspname, c.relname),
                   case when bool_and(p.reltuples >= 0) then sum(p.reltuples)::int8 end
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            cross join lateral (
                select t.relid from pg_partition_tree(c.oid) t where t.isleaf
                union
                select c.oid where c.relkind <> 'p') leaf
            join pg_class p on p.oid = leaf.relid
            where n.nspname || '.' || c.relname = any(?)
            group by 1, 2""";

    private RowEstimate() {}

    /**
     * Estimates the rows of tables: from PostgreSQL's statistics, or if there are none from its planner, which knows the
     * tables' size.
     *
     * @param tables {@code schema.table}, not quoted, as Debezium names them
     * @return the estimates by table; {@link SnapshotProgress#UNKNOWN} for a table that does not exist
     */
    public static Map<String, Long> estimate(Connection connection, Collection<String> tables) throws SQLException {
        Map<String, Long> estimates = new HashMap<>();
        tables.forEach(table -> estimates.put(table, SnapshotProgress.UNKNOWN));
        Map<String, String> neverAnalyzed = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(STATISTICS)) {
            statement.setArray(1, connection.createArrayOf("text", tables.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long tuples = rows.getLong(3);
                    if (rows.wasNull()) {
                        neverAnalyzed.put(rows.getString(1), rows.getString(2));
                    } else {
                        estimates.put(rows.getString(1), tuples);
                    }
                }
            }
        }
        for (Map.Entry<String, String> table : neverAnalyzed.entrySet()) {
            estimates.put(table.getKey(), explain(connection, table.getValue()));
        }
        return estimates;
    }

    private static long explain(Connection connection, String quotedTable) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("explain (format json) select from " + quotedTable)) {
            row.next();
            return JSON.readTree(row.getString(1)).at("/0/Plan/Plan Rows").asLong(SnapshotProgress.UNKNOWN);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL's plan is not JSON", e);
        }
    }
}
