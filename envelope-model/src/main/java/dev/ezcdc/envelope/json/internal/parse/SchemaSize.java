package dev.ezcdc.envelope.json.internal.parse;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * About how much memory a schema takes once it is read, together with what reads by it, in bytes. That can be twenty times
 * the schema's own: what keeps schemas is bounded in this.
 */
public final class SchemaSize {

    /** Of a field: type, column, place by name, and a reader with the bytes that it expects. */
    private static final int FIELD_BYTES = 500;
    /** Of a character or a byte that is kept in two or three forms. */
    private static final int CHARACTER_BYTES = 3;
    /** Of one of the schema's parameters. */
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
