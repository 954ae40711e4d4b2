package dev.ezcdc.loadgen.values;

import dev.ezcdc.loadgen.catalog.PgType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Values that fit the type of a column, with its name as a hint. Not thread-safe; the returned sources are. */
public final class TypeValues {

    private static final int MAX_DIMENSIONS = 6;

    private final TextValues texts;
    private final DomainValues domainValues;

    /** Finds values that pass the checks of a domain. */
    @FunctionalInterface
    public interface DomainValues {

        /**
         * Returns values that pass the checks of a type.
         *
         * @param base values of the type that may violate the checks
         * @return null if none was found
         */
        @Nullable
        ValueSource find(PgType type, ValueSource base);
    }

    /**
     * @param seed seed of the texts drawn from Datafaker
     * @param domainValues used for elements and attributes whose type is a domain with checks
     */
    public TypeValues(long seed, DomainValues domainValues) {
        this.texts = new TextValues(seed);
        this.domainValues = domainValues;
    }

    /**
     * Returns values for a column. They may violate the checks of the column's domain, but not those of domains inside of
     * an array or a composite type.
     *
     * @param column name of the column; a column {@code email} gets addresses
     * @return null if the type is not supported
     */
    public @Nullable ValueSource forType(PgType type, String column) {
        PgType element = type.element();
        if (type.isArray() && element != null) {
            ValueSource elements = forPart(element, column);
            int dimensions = Math.min(MAX_DIMENSIONS, Math.max(1, type.dimensions()));
            return elements == null ? null : hash -> formatArray(elements, element.delimiter(), dimensions, hash);
        }
        if (type.kind() == 'e') {
            return type.enumLabels().isEmpty()
                    ? null
                    : hash -> type.enumLabels()
                            .get(Hashes.reduce(hash, type.enumLabels().size()));
        }
        if (type.kind() == 'c') {
            return forComposite(type);
        }
        if (type.kind() == 'r' || type.kind() == 'm') {
            ValueSource known = LiteralValues.forType(type);
            return known != null || element == null ? known : forOtherRange(type, element, column);
        }
        if (type.isText()) {
            return texts.forColumn(column, type.maxLength());
        }
        ValueSource number = forNumber(type, column.toLowerCase(Locale.ROOT));
        if (number != null) {
            return number;
        }
        ValueSource time = TimeValues.forType(type);
        return time != null ? time : LiteralValues.forType(type);
    }

    private static @Nullable ValueSource forNumber(PgType type, String column) {
        return switch (type.name()) {
            case "bool" -> hash -> hash < 0;
            case "int2" -> forInteger(column, 10_000);
            case "int4", "int8" -> {
                ValueSource integers = forInteger(column, 1_000_000);
                yield type.name().equals("int4") ? integers : hash -> ((Integer) integers.value(hash)).longValue();
            }
            case "float4" -> hash -> Hashes.reduce(hash, 1_000_000) / 64f;
            case "float8" -> hash -> Hashes.reduce(hash, Integer.MAX_VALUE) / 1024.0;
            case "numeric" -> forNumeric(type);
            default -> null;
        };
    }

    private static ValueSource forInteger(String column, int bound) {
        if (column.contains("year")) {
            return hash -> 1970 + Hashes.reduce(hash, 60);
        }
        if (column.matches("(.*_)?age")) {
            return hash -> 18 + Hashes.reduce(hash, 73);
        }
        boolean small = column.matches(".*(qty|quantit|count|rating|stock|priority|level).*");
        return hash -> 1 + Hashes.reduce(hash, small ? 100 : bound);
    }

    /** Uses as many digits as the precision allows, at most nine. */
    private static ValueSource forNumeric(PgType type) {
        int digits = type.modifier() < 4 ? 9 : Math.min(9, type.precision());
        int bound = BigInteger.TEN.pow(digits).intValueExact();
        int scale = type.modifier() < 4 ? 2 : type.scale();
        return hash -> BigDecimal.valueOf(Hashes.reduce(hash, bound), scale);
    }

    private @Nullable ValueSource forPart(PgType type, String column) {
        ValueSource base = forType(type, column);
        return base == null || type.domainChecks().isEmpty() ? base : domainValues.find(type, base);
    }

    private @Nullable ValueSource forComposite(PgType type) {
        List<ValueSource> sources = new ArrayList<>();
        for (PgType.Attribute attribute : type.attributes()) {
            ValueSource source = forPart(attribute.type(), attribute.name());
            if (source == null) {
                return null;
            }
            sources.add(source);
        }
        return hash -> {
            StringJoiner joiner = new StringJoiner(",", "(", ")");
            for (int i = 0; i < sources.size(); i++) {
                joiner.add(quote(sources.get(i).value(Hashes.mix(hash, i))));
            }
            return joiner.toString();
        };
    }

    /** A range that contains one value is valid for every type of bounds, in whatever order its values are. */
    private @Nullable ValueSource forOtherRange(PgType type, PgType bound, String column) {
        ValueSource bounds = forPart(bound, column);
        if (bounds == null) {
            return null;
        }
        boolean multirange = type.kind() == 'm';
        return hash -> {
            String value = quote(bounds.value(hash));
            String range = "[" + value + "," + value + "]";
            return multirange ? "{" + range + "}" : range;
        };
    }

    /** Formats an array of up to three elements. Each dimension of a nested array has two. */
    private static String formatArray(ValueSource elements, char delimiter, int dimensions, long hash) {
        return formatArray(elements, delimiter, dimensions, dimensions > 1 ? 2 : Hashes.reduce(hash, 4), hash);
    }

    private static String formatArray(ValueSource elements, char delimiter, int dimensions, int size, long hash) {
        StringJoiner joiner = new StringJoiner(Character.toString(delimiter), "{", "}");
        for (int i = 0; i < size; i++) {
            long part = Hashes.mix(hash, i);
            joiner.add(
                    dimensions > 1
                            ? formatArray(elements, delimiter, dimensions - 1, 2, part)
                            : quote(elements.value(part)));
        }
        return joiner.toString();
    }

    private static String quote(Object value) {
        return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
