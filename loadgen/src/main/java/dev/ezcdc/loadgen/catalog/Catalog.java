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

/** Reads table definitions from PostgreSQL's catalogue. Not thread-safe; the connection stays the caller's. */
public final class Catalog {

    private static final Pattern NEXTVAL = Pattern.compile("nextval\\('(.+)'::regclass\\)");

    private final Connection connection;

    /** @param connection open, and used only while {@link #find} runs */
    public Catalog(Connection connection) {
        this.connection = connection;
    }

    /**
     * Empty if there is no such table.
     *
     * @throws LoadException if it is there but no table, such as a view
     * @throws SQLException if the server does not answer the queries
     */
    public Optional<TableDefinition> find(TableName table) throws SQLException {
        List<Character> kinds =
                list("SELECT relkind FROM pg_class WHERE oid = to_regclass(?)", table.quoted(), row -> row.getString(1)
                        .charAt(0));
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        if (kinds.get(0) != 'r' && kinds.get(0) != 'p') {
            throw new LoadException(table + " is a view or something else that is no table of this database."
                    + "\nName a table with --table.");
        }
        List<Check> checks = checks(table);
        List<Column> columns = columns(table, checks);
        return Optional.of(new TableDefinition(
                table, columns, uniqueIndexes(table), checks, foreignKeys(table), referencedBy(table)));
    }

    private List<Column> columns(TableName table, List<Check> checks) throws SQLException {
        String sql = "SELECT attname, atttypid, atttypmod, attnotnull, atthasdef, attidentity, attgenerated,"
                + " pg_get_expr(adbin, adrelid), pg_get_serial_sequence(?, attname)"
                + " FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum"
                + " WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum";
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table.quoted());
            query.setString(2, table.quoted());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    columns.add(column(row, checks));
                }
            }
        }
        return columns;
    }

    private Column column(ResultSet row, List<Check> checks) throws SQLException {
        String name = row.getString(1);
        String identity = row.getString(6);
        boolean computed = !row.getString(7).isEmpty();
        DomainType type = type(row.getLong(2), row.getInt(3), name, checks);
        String sequence = row.getString(9);
        return new Column(
                name,
                type.type,
                row.getBoolean(4) || type.notNull,
                row.getBoolean(5) && !computed || !identity.isEmpty() || type.hasDefault,
                computed,
                identity.equals("a"),
                sequence != null ? sequence : sequenceOf(row.getString(8)));
    }

    private static @Nullable String sequenceOf(@Nullable String defaultValue) {
        if (defaultValue == null) {
            return null;
        }
        Matcher matcher = NEXTVAL.matcher(defaultValue);
        return matcher.matches() ? matcher.group(1).replace("''", "'") : null;
    }

    private record DomainType(PgType type, boolean notNull, boolean hasDefault) {}

    /** Looks through domains, whose checks are added to the table's. */
    private DomainType type(long oid, int modifier, String column, List<Check> checks) throws SQLException {
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
                    checks.addAll(domainChecks(oid, column));
                    DomainType base = type(row.getLong(5), row.getInt(6), column, checks);
                    return new DomainType(
                            base.type, base.notNull || row.getBoolean(7), base.hasDefault || row.getBoolean(8));
                }
                boolean array = row.getString(4).equals("A") && row.getLong(3) != 0;
                PgType element = array ? type(row.getLong(3), modifier, column, new ArrayList<>()).type : null;
                List<String> labels = kind != 'e'
                        ? List.of()
                        : list(
                                "SELECT enumlabel FROM pg_enum WHERE enumtypid = ?::oid ORDER BY enumsortorder",
                                Long.toString(oid),
                                label -> label.getString(1));
                return new DomainType(
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

    private List<Check> domainChecks(long domain, String column) throws SQLException {
        String sql = "SELECT conname, pg_get_expr(conbin, 0) FROM pg_constraint WHERE contypid = ?::oid"
                + " AND contype = 'c' ORDER BY conname";
        // In a domain's check the value is called VALUE.
        String quoted = Matcher.quoteReplacement(TableName.quote(column));
        return list(
                sql,
                Long.toString(domain),
                row -> new Check(
                        row.getString(1), row.getString(2).replaceAll("\\bVALUE\\b", quoted), List.of(column)));
    }

    private List<Check> checks(TableName table) throws SQLException {
        return list(
                "SELECT conname, pg_get_expr(conbin, conrelid), " + names("conrelid", "conkey")
                        + " FROM pg_constraint WHERE conrelid = to_regclass(?) AND contype = 'c'"
                        + " AND conkey IS NOT NULL ORDER BY conname",
                table.quoted(),
                row -> new Check(row.getString(1), row.getString(2), strings(row.getArray(3))));
    }

    private List<UniqueIndex> uniqueIndexes(TableName table) throws SQLException {
        return list(
                "SELECT indisprimary, " + names("indrelid", "(indkey::int2[])[0:indnkeyatts - 1]")
                        + " FROM pg_index WHERE indrelid = to_regclass(?) AND indisunique AND indpred IS NULL"
                        + " AND indexprs IS NULL AND indisvalid ORDER BY NOT indisprimary, indexrelid",
                table.quoted(),
                row -> new UniqueIndex(row.getBoolean(1), strings(row.getArray(2))));
    }

    private List<ForeignKey> foreignKeys(TableName table) throws SQLException {
        return list(
                "SELECT conname, " + names("conrelid", "conkey") + ", format('%I.%I', nspname, relname), "
                        + names("confrelid", "confkey")
                        + " FROM pg_constraint JOIN pg_class c ON c.oid = confrelid"
                        + " JOIN pg_namespace n ON n.oid = relnamespace"
                        + " WHERE conrelid = to_regclass(?) AND contype = 'f' AND conparentid = 0"
                        + " ORDER BY cardinality(conkey) DESC, conname",
                table.quoted(),
                row -> new ForeignKey(
                        row.getString(1), strings(row.getArray(2)), row.getString(3), strings(row.getArray(4))));
    }

    private List<String> referencedBy(TableName table) throws SQLException {
        return list(
                "SELECT DISTINCT conrelid::regclass::text FROM pg_constraint WHERE confrelid = to_regclass(?)"
                        + " AND contype = 'f' AND conrelid <> confrelid",
                table.quoted(),
                row -> row.getString(1));
    }

    /** An array of the names of the columns whose numbers are given, in their order. */
    private static String names(String table, String numbers) {
        return "ARRAY(SELECT attname::text FROM unnest(" + numbers + ") WITH ORDINALITY AS k(n, i)"
                + " JOIN pg_attribute ON attrelid = " + table + " AND attnum = n ORDER BY i)";
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String sql, String parameter, Reader<T> reader) throws SQLException {
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
