package dev.ezcdc.envelope.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message's Connect schema says of a value.
 *
 * @param base Connect's own type
 * @param optional whether the value may be null
 * @param logicalName the schema's name, which gives the base type a meaning, e.g. {@code io.debezium.time.Date}
 * @param parameters the schema's parameters, e.g. the scale of a decimal
 * @param keyType of a map
 * @param valueType of a map's values or an array's elements
 * @param fields of a struct
 */
public record ColumnType(
        Base base,
        boolean optional,
        @Nullable String logicalName,
        Map<String, String> parameters,
        @Nullable ColumnType keyType,
        @Nullable ColumnType valueType,
        List<Column> fields) {

    /** The type of a value that came without a schema: it is what its JSON says, and may be null. */
    public static final ColumnType UNTYPED = of(Base.UNTYPED, true, null);

    /** Connect's types ({@code org.apache.kafka.connect.data.Schema.Type}), and none. */
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

    /** A type without parameters or parts. */
    public static ColumnType of(Base base, boolean optional, @Nullable String logicalName) {
        return new ColumnType(base, optional, logicalName, Map.of(), null, null, List.of());
    }
}
