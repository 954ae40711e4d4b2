package dev.ezcdc.envelope.json.internal.parse;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the memory of a parsed schema and its readers, in bytes. It can be twenty times the size of the schema's JSON,
 * so caches of schemas limit this estimate.
 */
public final class SchemaSize {

    /** A field: type, column, entry in the index by name, and a reader with its expected bytes. */
    private static final int FIELD_BYTES = 500;
    /** A character, which is stored in two or three forms. */
    private static final int CHARACTER_BYTES = 3;
    /** A parameter of the schema. */
    private static final int PARAMETER_BYTES = 150;

    private SchemaSize() {}

    public static long estimate(ColumnType type) {
        long size = FIELD_BYTES + textBytes(type.logicalName());
        for (Map.Entry<String, String> parameter : type.parameters().entrySet()) {
            size += PARAMETER_BYTES + textBytes(parameter.getKey()) + textBytes(parameter.getValue());
        }
        if (type.keyType() != null) {
            size += estimate(type.keyType());
        }
        if (type.valueType() != null) {
            size += estimate(type.valueType());
        }
        return size + estimate(type.fields());
    }

    public static long estimate(Columns columns) {
        return estimate(columns.asList());
    }

    private static long estimate(List<Column> fields) {
        long size = 0;
        for (Column field : fields) {
            size += estimate(field.type()) + textBytes(field.name());
        }
        return size;
    }

    private static long textBytes(@Nullable String text) {
        return text == null ? 0 : (long) CHARACTER_BYTES * text.length();
    }
}
