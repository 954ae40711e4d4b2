package dev.ezcdc.loadgen.catalog;

import static dev.ezcdc.loadgen.catalog.CatalogQuery.columnNamesSql;
import static dev.ezcdc.loadgen.catalog.CatalogQuery.dependenciesSql;
import static dev.ezcdc.loadgen.catalog.CatalogQuery.toStrings;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.TableName;
import dev.ezcdc.loadgen.catalog.TableDefinition.Check;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.catalog.TableDefinition.ForeignKey;
import dev.ezcdc.loadgen.catalog.TableDefinition.UniqueIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the conditions that rows of a table must satisfy. Not thread-safe. */
final class ConstraintReader {

    /** With more partitions, only the newest ones receive rows. */
    private static final int MAX_PARTITIONS = 200;

    private final CatalogQuery catalog;

    ConstraintReader(CatalogQuery catalog) {
        this.catalog = catalog;
    }

    List<Check> readChecks(TableName table) throws SQLException {
        List<Check> checks = new ArrayList<>(catalog.query(
                "SELECT conname, pg_get_expr(conbin, conrelid), " + columnNamesSql("conrelid", "conkey")
                        + " FROM pg_constraint WHERE conrelid = to_regclass(?) AND contype = 'c'"
                        + " AND conkey IS NOT NULL ORDER BY conname",
                table.toQuotedSql(),
                row -> new Check(row.getString(1), row.getString(2), toStrings(row.getArray(3)))));
        checks.addAll(readPartitionBounds(table));
        checks.addAll(readPolicies(table));
        return checks;
    }

    /** Returns the bounds of a table's partitions as one check, or those of a partition; empty if there are none. */
    private List<Check> readPartitionBounds(TableName table) throws SQLException {
        List<Boolean> partitioned = catalog.query(
                "SELECT relkind = 'p' FROM pg_class WHERE oid = to_regclass(?) AND (relkind = 'p' OR relispartition)",
                table.toQuotedSql(),
                row -> row.getBoolean(1));
        if (partitioned.isEmpty()) {
            return List.of();
        }
        // A partition that accepts every row has no bounds.
        List<String> bounds = catalog.query(
                "SELECT coalesce(pg_get_partition_constraintdef(relid), 'true')"
                        + " FROM pg_partition_tree(to_regclass(?)) WHERE isleaf ORDER BY relid DESC LIMIT "
                        + MAX_PARTITIONS,
                table.toQuotedSql(),
                row -> row.getString(1));
        if (bounds.isEmpty()) {
            throw new LoadException("Table " + table + " is partitioned, but has no partition, so it accepts no rows."
                    + "\nCreate a partition first, with CREATE TABLE ... PARTITION OF " + table.toSql() + ".");
        }
        if (bounds.contains("true")) {
            return List.of();
        }
        // The catalog records key columns of a partitioned table as columns that depend on it.
        String keyColumns = "WITH this AS (SELECT to_regclass(?) AS oid)"
                + " SELECT DISTINCT attname FROM (SELECT relid FROM this, pg_partition_tree(this.oid)"
                + " UNION SELECT relid FROM this, pg_partition_ancestors(this.oid)) t"
                + " JOIN pg_partitioned_table ON partrelid = relid"
                + " JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = relid AND objsubid > 0"
                + " AND refclassid = 'pg_class'::regclass AND refobjid = relid AND refobjsubid = 0"
                + " JOIN pg_attribute ON attrelid = relid AND attnum = objsubid";
        List<String> columns = catalog.query(keyColumns, table.toQuotedSql(), row -> row.getString(1));
        String expression =
                bounds.stream().map(bound -> "(" + bound + ")").collect(Collectors.joining(" OR ", "(", ")"));
        return List.of(new Check("partition bounds", expression, List.copyOf(columns)));
    }

    /** Returns what row security policies require of inserted rows, if they apply to the current user. */
    private List<Check> readPolicies(TableName table) throws SQLException {
        record Policy(boolean permissive, String expression, List<String> columns) {}
        List<Policy> policies = catalog.query(
                "SELECT polpermissive, coalesce(pg_get_expr(polwithcheck, polrelid), pg_get_expr(polqual, polrelid),"
                        + " 'true'), " + dependenciesSql("polrelid", "pg_policy", "p.oid")
                        + " FROM pg_policy p WHERE polrelid = to_regclass(?) AND row_security_active(polrelid)"
                        + " AND polcmd IN ('a', '*') AND (0 = ANY (polroles) OR EXISTS (SELECT FROM unnest(polroles) r"
                        + " WHERE pg_has_role(r, 'USAGE'))) ORDER BY polname",
                table.toQuotedSql(),
                row -> new Policy(row.getBoolean(1), row.getString(2), toStrings(row.getArray(3))));
        List<Check> checks = new ArrayList<>();
        Set<String> columns = new TreeSet<>();
        List<String> alternatives = new ArrayList<>();
        for (Policy policy : policies) {
            if (policy.permissive) {
                columns.addAll(policy.columns);
                alternatives.add("(" + policy.expression + ")");
            } else {
                checks.add(new Check("row security", policy.expression, policy.columns));
            }
        }
        if (!alternatives.isEmpty()) {
            checks.add(new Check("row security", String.join(" OR ", alternatives), List.copyOf(columns)));
        }
        return checks;
    }

    List<UniqueIndex> readUniqueIndexes(TableName table, List<Column> columns) throws SQLException {
        String sql = "SELECT indisprimary, " + columnNamesSql("indrelid", "(indkey::int2[])[0:indnkeyatts - 1]") + ", "
                + "(SELECT string_agg(pg_get_indexdef(indexrelid, k, false), ' ') FROM generate_series(1, indnkeyatts) k"
                + " WHERE indkey[k - 1] = 0), "
                + dependenciesSql("indrelid", "pg_class", "indexrelid")
                + ", pg_get_expr(indpred, indrelid),"
                + " coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false),"
                + " (SELECT array_agg(oprname::text ORDER BY n) FROM unnest(conexclop) WITH ORDINALITY AS o(op, n)"
                + " JOIN pg_operator ON pg_operator.oid = op)"
                + " FROM pg_index i LEFT JOIN pg_constraint ON conindid = indexrelid AND contype IN ('x', 'p', 'u')"
                + " AND conrelid = indrelid"
                + " WHERE indrelid = to_regclass(?) AND (indisunique OR indisexclusion) AND indisvalid"
                + " ORDER BY NOT indisprimary, indexrelid";
        return List.copyOf(catalog.query(sql, table.toQuotedSql(), row -> readUniqueIndex(row, columns)));
    }

    private static UniqueIndex readUniqueIndex(ResultSet row, List<Column> columns) throws SQLException {
        List<String> plain = toStrings(row.getArray(2));
        @Nullable String expressions = row.getString(3);
        Set<String> unique = new TreeSet<>();
        List<String> ordered = new ArrayList<>();
        List<String> ranges = new ArrayList<>();
        @Nullable List<String> operators = row.getArray(7) == null ? null : toStrings(row.getArray(7));
        for (int i = 0; i < plain.size(); i++) {
            // An expression before the column shifts the positions, so operators no longer match columns.
            String operator = operators == null || expressions != null ? "=" : operators.get(i);
            if (operator.equals("=")) {
                ordered.add(plain.get(i));
            } else if (operator.equals("&&")) {
                ranges.add(plain.get(i));
            }
        }
        if (expressions != null && operators == null) {
            for (String name : toStrings(row.getArray(4))) {
                if (!ordered.contains(name) && containsWord(expressions, name)) {
                    ordered.add(name);
                }
            }
        }
        unique.addAll(ordered);
        for (Column column : columns) {
            if (column.computed() && unique.contains(column.name())) {
                ordered.remove(column.name());
                column.sources().stream()
                        .filter(name -> !ordered.contains(name))
                        .forEach(ordered::add);
            }
        }
        boolean isPlain = expressions == null && row.getString(5) == null && operators == null;
        return new UniqueIndex(
                row.getBoolean(1),
                List.copyOf(row.getBoolean(1) ? plain : ordered),
                List.copyOf(ranges),
                isPlain && unique.containsAll(plain) && ordered.containsAll(plain),
                !row.getBoolean(6),
                row.getString(5));
    }

    private static boolean containsWord(String sql, String name) {
        return Pattern.compile("(?<![\\w.])" + Pattern.quote(name) + "(?!\\w)")
                .matcher(sql)
                .find();
    }

    List<ForeignKey> readForeignKeys(TableName table) throws SQLException {
        // A partition inherits foreign keys; clones for the partitions of the parent repeat one of the same table.
        return List.copyOf(catalog.query(
                "SELECT conname, " + columnNamesSql("conrelid", "conkey") + ", format('%I.%I', nspname, relname), "
                        + columnNamesSql("confrelid", "confkey") + ", conrelid = confrelid"
                        + " FROM pg_constraint f JOIN pg_class c ON c.oid = confrelid"
                        + " JOIN pg_namespace n ON n.oid = relnamespace"
                        + " WHERE conrelid = to_regclass(?) AND contype = 'f' AND NOT EXISTS (SELECT FROM pg_constraint p"
                        + " WHERE p.oid = f.conparentid AND p.conrelid = f.conrelid)"
                        + " ORDER BY cardinality(conkey) DESC, conname",
                table.toQuotedSql(),
                row -> new ForeignKey(
                        row.getString(1),
                        toStrings(row.getArray(2)),
                        row.getString(3),
                        toStrings(row.getArray(4)),
                        row.getBoolean(5))));
    }

    List<String> readReferencingTables(TableName table) throws SQLException {
        return catalog.query(
                "SELECT DISTINCT conrelid::regclass::text FROM pg_constraint WHERE confrelid = to_regclass(?)"
                        + " AND contype = 'f' AND conrelid <> confrelid",
                table.toQuotedSql(),
                row -> row.getString(1));
    }
}
