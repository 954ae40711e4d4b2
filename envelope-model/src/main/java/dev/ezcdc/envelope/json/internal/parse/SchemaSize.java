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
    private static final int FIELD = 500;
    /** Of a character or a byte that is kept in two or three forms. */
    private static final int CHARACTER = 3;
    /** Of one of the schema's parameters. */
    private static final int PARAMETER = 150;

    private SchemaSize() {}

    public static long of(ColumnType type) {
        long size = FIELD + length(type.logicalName());
        for (Map.Entry<String, String> parameter : type.parameters().entrySet()) {
            size += PARAMETER + length(parameter.getKey()) + length(parameter.getValue());
        }
        if (type.keyType() != null) {
            size += of(type.keyType());
        }
        if (type.valueType() != null) {
            size += of(type.valueType());
        }
        return size + of(type.fields());
    }

    public static long of(Columns columns) {
        return of(columns.asList());
    }

    private static long of(List<Column> fields) {
        long size = 0;
        for (Column field : fields) {
            size += of(field.type()) + length(field.name());
        }
        return size;
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : (long) CHARACTER * text.length();
    }
}
