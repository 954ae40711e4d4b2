package dev.ezcdc.envelope.data;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The type of a value as a Connect schema defines it.
 *
 * @param base Connect's type
 * @param optional whether the value may be null
 * @param logicalName the schema's name, which gives the base type a meaning, e.g. {@code io.debezium.time.Date}; null
 *     without one
 * @param parameters the schema's parameters, e.g. the scale of a decimal
 * @param keyType the type of a map's keys; null for other types
 * @param valueType the type of a map's values or an array's elements; null for other types
 * @param fields the fields of a struct; empty for other types
 */
public record ColumnType(
        Base base,
        boolean optional,
        @Nullable String logicalName,
        Map<String, String> parameters,
        @Nullable ColumnType keyType,
        @Nullable ColumnType valueType,
        List<Column> fields) {

    /** The type of a value without a schema. The value has its JSON type and may be null. */
    public static final ColumnType UNTYPED = of(Base.UNTYPED, true, null);

    /**
     * Connect's types ({@code org.apache.kafka.connect.data.Schema.Type}), and {@link #UNTYPED} for values without a
     * schema.
     */
    public enum Base {
        INT8,
        INT16,
        INT32,
        INT64,
        FLOAT32,
        FLOAT64,
        BOOLEAN,
        STRING,
        BYTES,
        ARRAY,
        MAP,
        STRUCT,
        UNTYPED
    }

    public ColumnType {
        parameters = Map.copyOf(parameters);
        fields = List.copyOf(fields);
    }

    /** Returns a type without parameters, element types and fields. */
    public static ColumnType of(Base base, boolean optional, @Nullable String logicalName) {
        return new ColumnType(base, optional, logicalName, Map.of(), null, null, List.of());
    }

    /** Returns the type as messages name it, e.g. {@code int32 io.debezium.time.Date}. */
    String describe() {
        String name = base.name().toLowerCase(Locale.ROOT);
        return logicalName == null ? name : name + " " + logicalName;
    }
}
