package dev.ezcdc.loadgen.catalog;

import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column as the catalog describes it; for a domain, its base type with the domain's checks. Immutable.
 *
 * @param name {@code pg_type.typname}, such as {@code int4}
 * @param kind {@code pg_type.typtype}: b base, e enum, c composite, r range, m multirange, p pseudo
 * @param sqlName name in SQL, with the modifier
 * @param modifier {@code atttypmod}; -1 if there is none
 * @param element element type of an array, or bound type of a range or multirange; null for other types
 * @param delimiter separates the elements of an array of this type
 * @param enumLabels labels of an enum; empty for other types
 * @param attributes attributes of a composite type; empty for other types
 * @param dimensions declared dimensions of an array column; 0 if the catalog knows none
 * @param domainChecks checks of the domains over this type, on {@code VALUE}
 */
public record PgType(
        String name,
        char kind,
        String sqlName,
        int modifier,
        @Nullable PgType element,
        char delimiter,
        List<String> enumLabels,
        List<Attribute> attributes,
        int dimensions,
        List<DomainCheck> domainChecks) {

    /** An attribute of a composite type. */
    public record Attribute(String name, PgType type) {}

    /** A CHECK constraint of a domain; {@code expression} calls the value {@code VALUE}. */
    public record DomainCheck(String name, String expression) {}

    /** Returns true for arrays, and false for ranges, which have an element type, too. */
    public boolean isArray() {
        return element != null && kind != 'r' && kind != 'm';
    }

    /** Returns this type for a column with the given number of dimensions. */
    public PgType withDimensions(int newDimensions) {
        return new PgType(
                name, kind, sqlName, modifier, element, delimiter, enumLabels, attributes, newDimensions, domainChecks);
    }

    /** Returns this type with the checks of a domain added. */
    PgType withDomainChecks(List<DomainCheck> added) {
        List<DomainCheck> checks = new ArrayList<>(domainChecks);
        checks.addAll(added);
        return new PgType(
                name,
                kind,
                sqlName,
                modifier,
                element,
                delimiter,
                enumLabels,
                attributes,
                dimensions,
                List.copyOf(checks));
    }

    /** Returns the maximum number of characters; {@link Integer#MAX_VALUE} if there is no limit. */
    public int maxLength() {
        return switch (name) {
            case "varchar", "bpchar" -> modifier < 4 ? (name.equals("bpchar") ? 1 : Integer.MAX_VALUE) : modifier - 4;
            case "char" -> 1;
            case "name" -> 63;
            default -> Integer.MAX_VALUE;
        };
    }

    /** Returns the precision of a numeric that has a modifier. */
    public int precision() {
        return modifier - 4 >> 16 & 0xFFFF;
    }

    /** Returns the scale of a numeric that has a modifier. A negative scale rounds to the left of the decimal point. */
    public int scale() {
        return (modifier - 4 & 0x7FF ^ 1024) - 1024;
    }

    /** Returns the type of {@link Types} to use when binding values. */
    public int jdbcType() {
        if (isUntypedLiteral()) {
            return Types.OTHER;
        }
        return switch (name) {
            case "bool" -> Types.BOOLEAN;
            case "int2", "int4" -> Types.INTEGER;
            case "int8" -> Types.BIGINT;
            case "float4" -> Types.REAL;
            case "float8" -> Types.DOUBLE;
            case "numeric" -> Types.NUMERIC;
            default -> Types.VARCHAR;
        };
    }

    /** Returns true for int2, int4 and int8. */
    public boolean isInteger() {
        return name.equals("int2") || name.equals("int4") || name.equals("int8");
    }

    /** Returns true for plain text types, which accept any text up to a length. */
    public boolean isText() {
        return switch (name) {
            case "text", "varchar", "bpchar", "citext", "name" -> true;
            default -> false;
        };
    }

    /** Returns true if values are bound as text and the server infers the type. */
    public boolean isUntypedLiteral() {
        return switch (name) {
            case "bool", "int2", "int4", "int8", "float4", "float8", "numeric", "text", "varchar" -> kind != 'b';
            default -> true;
        };
    }
}
