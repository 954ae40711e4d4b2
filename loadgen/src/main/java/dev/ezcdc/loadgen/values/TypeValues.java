package dev.ezcdc.loadgen.values;

import dev.ezcdc.loadgen.catalog.PgType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Values that fit the type of a column, with its name as a hint. Not thread-safe; the returned sources are. */
public final class TypeValues {

    private final TextValues texts;

    /** @param seed seed of the texts drawn from Datafaker */
    public TypeValues(long seed) {
        this.texts = new TextValues(seed);
    }

    /**
     * Returns values for a column.
     *
     * @param column name of the column; a column {@code email} gets addresses
     * @return null if the type is not supported
     */
    public @Nullable ValueSource forType(PgType type, String column) {
        PgType element = type.element();
        if (element != null) {
            ValueSource elements = forType(element, column);
            return elements == null ? null : hash -> formatArray(elements, element.delimiter(), hash);
        }
        if (type.kind() == 'e') {
            return type.enumLabels().isEmpty()
                    ? null
                    : hash -> type.enumLabels()
                            .get(Hashes.reduce(hash, type.enumLabels().size()));
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

    /** Formats an array of up to three elements. */
    private static String formatArray(ValueSource elements, char delimiter, long hash) {
        StringJoiner joiner = new StringJoiner(Character.toString(delimiter), "{", "}");
        int size = Hashes.reduce(hash, 4);
        for (int i = 0; i < size; i++) {
            Object element = elements.value(Hashes.mix(hash, i));
            joiner.add('"' + element.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }
        return joiner.toString();
    }
}
