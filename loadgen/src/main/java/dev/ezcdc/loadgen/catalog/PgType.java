package dev.ezcdc.loadgen.catalog;

import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column's type as the catalogue has it; a domain's is the type behind it. Immutable.
 *
 * @param name {@code pg_type.typname}, such as {@code int4}
 * @param kind {@code pg_type.typtype}: b base, e enum, c composite, r range, m multirange, p pseudo
 * @param formatted as it stands in SQL, with its modifier
 * @param modifier {@code atttypmod}; -1 for none
 * @param element what an array has; null if it is none
 * @param delimiter between the elements of an array of this type
 * @param labels an enum's
 */
public record PgType(
        String name,
        char kind,
        String sqlName,
        int modifier,
        @Nullable PgType element,
        char delimiter,
        List<String> enumLabels) {

    /** The most characters that it takes; {@link Integer#MAX_VALUE} if there is no limit. */
    public int maxLength() {
        return switch (name) {
            case "varchar", "bpchar" -> modifier < 4 ? (name.equals("bpchar") ? 1 : Integer.MAX_VALUE) : modifier - 4;
            case "char" -> 1;
            case "name" -> 63;
            default -> Integer.MAX_VALUE;
        };
    }

    /** All digits of a numeric that has a modifier. */
    public int precision() {
        return modifier - 4 >> 16 & 0xFFFF;
    }

    /** Those behind the point; below zero they are zeros before it. */
    public int scale() {
        return (modifier - 4 & 0x7FF ^ 1024) - 1024;
    }

    /** What JDBC is told that its values are, of {@link Types}. */
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

    /** One of int2, int4 and int8. */
    public boolean isInteger() {
        return name.equals("int2") || name.equals("int4") || name.equals("int8");
    }

    /** Plain text of some length, without a form of its own. */
    public boolean isText() {
        return switch (name) {
            case "text", "varchar", "bpchar", "citext", "name" -> true;
            default -> false;
        };
    }

    /** Its values are given to the server as text whose type it finds out itself. */
    public boolean isUntypedLiteral() {
        return switch (name) {
            case "bool", "int2", "int4", "int8", "float4", "float8", "numeric", "text", "varchar" -> kind != 'b';
            default -> true;
        };
    }
}
