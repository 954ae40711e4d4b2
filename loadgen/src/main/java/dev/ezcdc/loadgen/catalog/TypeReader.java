package dev.ezcdc.loadgen.catalog;

import dev.ezcdc.loadgen.catalog.PgType.Attribute;
import dev.ezcdc.loadgen.catalog.PgType.DomainCheck;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads types with their elements, attributes, labels and domain checks. Not thread-safe. */
final class TypeReader {

    private static final String TYPE_SQL = "SELECT t.typname, t.typtype,"
            // An array type is the one that its element names; int2vector and oidvector only look like arrays.
            + " CASE WHEN e.typarray = t.oid THEN t.typelem ELSE 0 END, t.typbasetype, t.typtypmod, t.typnotnull,"
            + " t.typdefault IS NOT NULL, t.typdelim, format_type(t.oid, ?), t.typrelid,"
            + " coalesce((SELECT rngsubtype FROM pg_range WHERE t.oid IN (rngtypid, rngmultitypid)), 0)"
            + " FROM pg_type t LEFT JOIN pg_type e ON e.oid = t.typelem WHERE t.oid = ?";

    private final CatalogQuery catalog;
    private final Map<Key, ColumnType> known = new HashMap<>();

    TypeReader(CatalogQuery catalog) {
        this.catalog = catalog;
    }

    private record Key(long oid, int modifier) {}

    /**
     * The type of a column.
     *
     * @param type for a domain, its base type with the domain's checks
     * @param notNull true if a domain forbids nulls
     * @param hasDefault true if a domain has a default
     */
    record ColumnType(PgType type, boolean notNull, boolean hasDefault) {}

    ColumnType read(long oid, int modifier) throws SQLException {
        Key key = new Key(oid, modifier);
        ColumnType type = known.get(key);
        if (type == null) {
            type = query(oid, modifier);
            known.put(key, type);
        }
        return type;
    }

    private record TypeRow(
            String name,
            char kind,
            long element,
            long base,
            int baseModifier,
            boolean notNull,
            boolean hasDefault,
            char delimiter,
            String sqlName,
            long relation,
            long rangeBound) {}

    private ColumnType query(long oid, int modifier) throws SQLException {
        TypeRow row = readRow(oid, modifier);
        if (row.kind == 'd') {
            ColumnType base = read(row.base, row.baseModifier);
            return new ColumnType(
                    base.type.withDomainChecks(readDomainChecks(oid)),
                    base.notNull || row.notNull,
                    base.hasDefault || row.hasDefault);
        }
        @Nullable PgType element = null;
        if (row.element != 0) {
            element = read(row.element, modifier).type;
        } else if (row.rangeBound != 0) {
            element = read(row.rangeBound, -1).type;
        }
        PgType type = new PgType(
                row.name,
                row.kind,
                row.sqlName,
                modifier,
                element,
                row.delimiter,
                row.kind == 'e' ? readLabels(oid) : List.of(),
                row.kind == 'c' ? readAttributes(row.relation) : List.of(),
                0,
                List.of());
        return new ColumnType(type, false, false);
    }

    private TypeRow readRow(long oid, int modifier) throws SQLException {
        try (PreparedStatement query = catalog.connection().prepareStatement(TYPE_SQL)) {
            query.setInt(1, modifier);
            query.setLong(2, oid);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("no type with oid " + oid);
                }
                return new TypeRow(
                        row.getString(1),
                        row.getString(2).charAt(0),
                        row.getLong(3),
                        row.getLong(4),
                        row.getInt(5),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        row.getString(8).charAt(0),
                        row.getString(9),
                        row.getLong(10),
                        row.getLong(11));
            }
        }
    }

    private List<String> readLabels(long oid) throws SQLException {
        return catalog.query(
                "SELECT enumlabel FROM pg_enum WHERE enumtypid = ?::oid ORDER BY enumsortorder",
                Long.toString(oid),
                row -> row.getString(1));
    }

    private List<DomainCheck> readDomainChecks(long oid) throws SQLException {
        return catalog.query(
                "SELECT conname, pg_get_expr(conbin, 0) FROM pg_constraint WHERE contypid = ?::oid"
                        + " AND contype = 'c' ORDER BY conname",
                Long.toString(oid),
                row -> new DomainCheck(row.getString(1), row.getString(2)));
    }

    private List<Attribute> readAttributes(long relation) throws SQLException {
        record AttributeRow(String name, long type, int modifier, int dimensions) {}
        List<AttributeRow> rows = catalog.query(
                "SELECT attname, atttypid, atttypmod, attndims FROM pg_attribute WHERE attrelid = ?::oid AND attnum > 0"
                        + " AND NOT attisdropped ORDER BY attnum",
                Long.toString(relation),
                row -> new AttributeRow(row.getString(1), row.getLong(2), row.getInt(3), row.getInt(4)));
        List<Attribute> attributes = new ArrayList<>();
        for (AttributeRow row : rows) {
            PgType type = read(row.type, row.modifier).type;
            attributes.add(new Attribute(row.name, type.withDimensions(row.dimensions)));
        }
        return List.copyOf(attributes);
    }
}
