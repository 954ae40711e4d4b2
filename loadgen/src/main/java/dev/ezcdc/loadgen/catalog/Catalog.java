package dev.ezcdc.loadgen.catalog;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.TableName;
import dev.ezcdc.loadgen.catalog.TableDefinition.Check;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.catalog.TableDefinition.WriteBehavior;
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

    /** The table and its partitions; row triggers can be on either. */
    private static final String TREE = "(SELECT t.oid UNION SELECT relid::oid FROM pg_partition_tree(t.oid))";

    private static final String BEHAVIOR = "SELECT relkind, pg_relation_is_updatable(oid, true) & 8 <> 0,"
            + " coalesce((SELECT bool_or((tgtype & 1 <> 0 AND tgtype & 2 <> 0) OR tgtype & 64 <> 0) FROM pg_trigger"
            + " WHERE tgrelid IN " + TREE + " AND NOT tgisinternal AND tgenabled IN ('O', 'A')), false),"
            + " EXISTS (SELECT FROM pg_rewrite WHERE ev_class = t.oid AND ev_type <> '1'),"
            + " EXISTS (SELECT FROM pg_trigger WHERE tgrelid IN " + TREE + " AND NOT tgisinternal),"
            + " row_security_active(t.oid) FROM pg_class t WHERE oid = to_regclass(?)";

    private final CatalogQuery catalog;
    private final ConstraintReader constraints;
    private final TypeReader types;

    /** @param connection used only during {@link #find} */
    public Catalog(Connection connection) {
        this.catalog = new CatalogQuery(connection);
        this.constraints = new ConstraintReader(catalog);
        this.types = new TypeReader(catalog);
    }

    private record Relation(char kind, boolean acceptsInserts, WriteBehavior behavior) {}

    /**
     * Reads the definition of a table, or of a view that accepts inserts.
     *
     * @return empty if the table does not exist
     * @throws LoadException if the relation cannot be written to, for example a read-only view
     * @throws SQLException if a query fails
     */
    public Optional<TableDefinition> find(TableName table) throws SQLException {
        List<Relation> relations = catalog.query(BEHAVIOR, table.toQuotedSql(), Catalog::readRelation);
        if (relations.isEmpty()) {
            return Optional.empty();
        }
        Relation relation = relations.get(0);
        if (!relation.acceptsInserts) {
            throw new LoadException(table + " is not a table, but a " + describe(relation.kind)
                    + " that accepts no inserts.\nChoose a table with --table.");
        }
        List<Column> columns = readColumns(table, relation.behavior.view());
        List<Check> checks = new ArrayList<>();
        for (Column column : columns) {
            checks.addAll(toColumnChecks(column));
        }
        checks.addAll(constraints.readChecks(table));
        return Optional.of(new TableDefinition(
                table,
                columns,
                constraints.readUniqueIndexes(table, columns),
                expandGenerated(checks, columns),
                constraints.readForeignKeys(table),
                constraints.readReferencingTables(table),
                relation.behavior));
    }

    private static Relation readRelation(ResultSet row) throws SQLException {
        char kind = row.getString(1).charAt(0);
        boolean view = kind == 'v';
        return new Relation(
                kind,
                row.getBoolean(2) && (kind == 'r' || kind == 'p' || view || kind == 'f'),
                new WriteBehavior(view, row.getBoolean(3), row.getBoolean(4), row.getBoolean(5), row.getBoolean(6)));
    }

    private static String describe(char kind) {
        return switch (kind) {
            case 'v' -> "view";
            case 'm' -> "materialized view";
            case 'S' -> "sequence";
            case 'f' -> "foreign table";
            default -> "relation";
        };
    }

    private static List<Check> toColumnChecks(Column column) {
        // A domain's check refers to the value as VALUE.
        String quoted = Matcher.quoteReplacement(TableName.quote(column.name()));
        return column.type().domainChecks().stream()
                .map(check -> new Check(
                        check.name(), check.expression().replaceAll("\\bVALUE\\b", quoted), List.of(column.name())))
                .toList();
    }

    /** Replaces generated columns among the columns of checks by the columns that they are computed from. */
    private static List<Check> expandGenerated(List<Check> checks, List<Column> columns) {
        List<Check> expanded = new ArrayList<>();
        for (Check check : checks) {
            List<String> names = new ArrayList<>(check.columns());
            for (Column column : columns) {
                if (column.computed() && names.remove(column.name())) {
                    column.sources().stream()
                            .filter(name -> !names.contains(name))
                            .forEach(names::add);
                }
            }
            expanded.add(new Check(check.name(), check.expression(), List.copyOf(names), check.required()));
        }
        return List.copyOf(expanded);
    }

    private List<Column> readColumns(TableName table, boolean view) throws SQLException {
        String sql = "SELECT attname, atttypid, atttypmod, attnotnull, atthasdef, attidentity, attgenerated,"
                + " pg_get_expr(adbin, adrelid), pg_get_serial_sequence(?, attname), attndims, "
                + "ARRAY(SELECT DISTINCT s.attname::text FROM pg_depend JOIN pg_attribute s ON s.attrelid = refobjid"
                + " AND s.attnum = refobjsubid WHERE (classid = 'pg_class'::regclass AND objid = a.attrelid"
                + " AND objsubid = a.attnum OR classid = 'pg_attrdef'::regclass AND objid = d.oid)"
                + " AND refclassid = 'pg_class'::regclass AND refobjid = a.attrelid"
                + " AND refobjsubid > 0 AND refobjsubid <> a.attnum)"
                + " FROM pg_attribute a LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum"
                + " WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum";
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement query = catalog.connection().prepareStatement(sql)) {
            query.setString(1, table.toQuotedSql());
            query.setString(2, table.toQuotedSql());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    columns.add(readColumn(row, view));
                }
            }
        }
        return List.copyOf(columns);
    }

    private Column readColumn(ResultSet row, boolean view) throws SQLException {
        String identity = row.getString(6);
        boolean computed = !row.getString(7).isEmpty();
        TypeReader.ColumnType type = types.read(row.getLong(2), row.getInt(3));
        String sequence = row.getString(9);
        String expression = row.getString(8);
        return new Column(
                row.getString(1),
                type.type().withDimensions(row.getInt(10)),
                // A view does not tell which of its columns need a value, so all of them get one.
                view || row.getBoolean(4) || type.notNull(),
                row.getBoolean(5) && !computed || !identity.isEmpty() || type.hasDefault(),
                computed,
                identity.equals("a"),
                sequence != null ? sequence : parseSequence(expression),
                expression,
                computed ? CatalogQuery.toStrings(row.getArray(11)) : List.of());
    }

    private static @Nullable String parseSequence(@Nullable String defaultValue) {
        if (defaultValue == null) {
            return null;
        }
        Matcher matcher = NEXTVAL.matcher(defaultValue);
        return matcher.matches() ? matcher.group(1).replace("''", "'") : null;
    }
}
