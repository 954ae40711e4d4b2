package dev.ezcdc.loadgen.catalog;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.TableName;
import dev.ezcdc.loadgen.catalog.TableDefinition.Check;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.catalog.TableDefinition.ForeignKey;
import dev.ezcdc.loadgen.catalog.TableDefinition.UniqueIndex;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads table definitions from the PostgreSQL catalog. Not thread-safe. Does not close the connection. */
public final class Catalog {

    private static final Pattern NEXTVAL = Pattern.compile("nextval\\('(.+)'::regclass\\)");

    private final Connection connection;

    /** @param connection used only during {@link #find} */
    public Catalog(Connection connection) {
        this.connection = connection;
    }

    /**
     * Reads the definition of a table.
     *
     * @return empty if the table does not exist
     * @throws LoadException if the relation is not a table, for example a view
     * @throws SQLException if a query fails
     */
    public Optional<TableDefinition> find(TableName table) throws SQLException {
        List<Character> relationKinds = query(
                "SELECT relkind FROM pg_class WHERE oid = to_regclass(?)", table.toQuotedSql(), row -> row.getString(1)
                        .charAt(0));
        if (relationKinds.isEmpty()) {
            return Optional.empty();
        }
        if (relationKinds.get(0) != 'r' && relationKinds.get(0) != 'p') {
            throw new LoadException(
                    table + " is not a table, but a view or another relation.\nChoose a table with --table.");
        }
        List<Check> checks = readChecks(table);
        List<Column> columns = readColumns(table, checks);
        return Optional.of(new TableDefinition(
                table,
                columns,
                readUniqueIndexes(table),
                checks,
                readForeignKeys(table),
                readReferencingTables(table)));
    }

    private List<Column> readColumns(TableName table, List<Check> checks) throws SQLException {
        String sql = "SELECT attname, atttypid, atttypmod, attnotnull, atthasdef, attidentity, attgenerated,"
                + " pg_get_expr(adbin, adrelid), pg_get_serial_sequence(?, attname)"
                + " FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum"
                + " WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum";
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table.toQuotedSql());
            query.setString(2, table.toQuotedSql());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    columns.add(readColumn(row, checks));
                }
            }
        }
        return columns;
    }

    private Column readColumn(ResultSet row, List<Check> checks) throws SQLException {
        String name = row.getString(1);
        String identity = row.getString(6);
        boolean computed = !row.getString(7).isEmpty();
        ColumnType type = readType(row.getLong(2), row.getInt(3), name, checks);
        String sequence = row.getString(9);
        return new Column(
                name,
                type.type,
                row.getBoolean(4) || type.notNull,
                row.getBoolean(5) && !computed || !identity.isEmpty() || type.hasDefault,
                computed,
                identity.equals("a"),
                sequence != null ? sequence : parseSequence(row.getString(8)));
    }

    private static @Nullable String parseSequence(@Nullable String defaultValue) {
        if (defaultValue == null) {
            return null;
        }
        Matcher matcher = NEXTVAL.matcher(defaultValue);
        return matcher.matches() ? matcher.group(1).replace("''", "'") : null;
    }

    private record ColumnType(PgType type, boolean notNull, boolean hasDefault) {}

    /** Resolves domains to their base type and adds the domain's checks to the checks of the table. */
    private ColumnType readType(long oid, int modifier, String column, List<Check> checks) throws SQLException {
        String sql = "SELECT typname, typtype, typelem, typcategory, typbasetype, typtypmod, typnotnull,"
                + " typdefault IS NOT NULL, typdelim, format_type(oid, ?) FROM pg_type WHERE oid = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, modifier);
            query.setLong(2, oid);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("no type with oid " + oid);
                }
                char kind = row.getString(2).charAt(0);
                if (kind == 'd') {
                    checks.addAll(readDomainChecks(oid, column));
                    ColumnType base = readType(row.getLong(5), row.getInt(6), column, checks);
                    return new ColumnType(
                            base.type, base.notNull || row.getBoolean(7), base.hasDefault || row.getBoolean(8));
                }
                boolean array = row.getString(4).equals("A") && row.getLong(3) != 0;
                PgType element = array ? readType(row.getLong(3), modifier, column, new ArrayList<>()).type : null;
                List<String> labels = kind != 'e'
                        ? List.of()
                        : query(
                                "SELECT enumlabel FROM pg_enum WHERE enumtypid = ?::oid ORDER BY enumsortorder",
                                Long.toString(oid),
                                label -> label.getString(1));
                return new ColumnType(
                        new PgType(
                                row.getString(1),
                                kind,
                                row.getString(10),
                                modifier,
                                element,
                                row.getString(9).charAt(0),
                                labels),
                        false,
                        false);
            }
        }
    }

    private List<Check> readDomainChecks(long domain, String column) throws SQLException {
        String sql = "SELECT conname, pg_get_expr(conbin, 0) FROM pg_constraint WHERE contypid = ?::oid"
                + " AND contype = 'c' ORDER BY conname";
        // A domain's check refers to the value as VALUE.
        String quoted = Matcher.quoteReplacement(TableName.quote(column));
        return query(
                sql,
                Long.toString(domain),
                row -> new Check(
                        row.getString(1), row.getString(2).replaceAll("\\bVALUE\\b", quoted), List.of(column)));
    }

    private List<Check> readChecks(TableName table) throws SQLException {
        return query(
                "SELECT conname, pg_get_expr(conbin, conrelid), " + columnNamesSql("conrelid", "conkey")
                        + " FROM pg_constraint WHERE conrelid = to_regclass(?) AND contype = 'c'"
                        + " AND conkey IS NOT NULL ORDER BY conname",
                table.toQuotedSql(),
                row -> new Check(row.getString(1), row.getString(2), toStrings(row.getArray(3))));
    }

    private List<UniqueIndex> readUniqueIndexes(TableName table) throws SQLException {
        return query(
                "SELECT indisprimary, " + columnNamesSql("indrelid", "(indkey::int2[])[0:indnkeyatts - 1]")
                        + " FROM pg_index WHERE indrelid = to_regclass(?) AND indisunique AND indpred IS NULL"
                        + " AND indexprs IS NULL AND indisvalid ORDER BY NOT indisprimary, indexrelid",
                table.toQuotedSql(),
                row -> new UniqueIndex(row.getBoolean(1), toStrings(row.getArray(2))));
    }

    private List<ForeignKey> readForeignKeys(TableName table) throws SQLException {
        return query(
                "SELECT conname, " + columnNamesSql("conrelid", "conkey") + ", format('%I.%I', nspname, relname), "
                        + columnNamesSql("confrelid", "confkey")
                        + " FROM pg_constraint JOIN pg_class c ON c.oid = confrelid"
                        + " JOIN pg_namespace n ON n.oid = relnamespace"
                        + " WHERE conrelid = to_regclass(?) AND contype = 'f' AND conparentid = 0"
                        + " ORDER BY cardinality(conkey) DESC, conname",
                table.toQuotedSql(),
                row -> new ForeignKey(
                        row.getString(1), toStrings(row.getArray(2)), row.getString(3), toStrings(row.getArray(4))));
    }

    private List<String> readReferencingTables(TableName table) throws SQLException {
        return query(
                "SELECT DISTINCT conrelid::regclass::text FROM pg_constraint WHERE confrelid = to_regclass(?)"
                        + " AND contype = 'f' AND conrelid <> confrelid",
                table.toQuotedSql(),
                row -> row.getString(1));
    }

    /** Returns SQL for an array of column names, in the order of the given column numbers. */
    private static String columnNamesSql(String table, String numbers) {
        return "ARRAY(SELECT attname::text FROM unnest(" + numbers + ") WITH ORDINALITY AS k(n, i)"
                + " JOIN pg_attribute ON attrelid = " + table + " AND attnum = n ORDER BY i)";
    }

    private static List<String> toStrings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, String parameter, RowReader<T> reader) throws SQLException {
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
}
