package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.json.internal.parse.ConnectSchemas;
import dev.ezcdc.envelope.json.internal.parse.RecordKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table's messages, with their types.
 *
 * @param key those of the record's key; null if they are not known, or the table has no key
 * @param row those of the row, before and after
 */
public record TableTypes(@Nullable Columns key, Columns row) {

    /**
     * From Connect's schemas in JSON, in the form that a message with a schema carries them.
     *
     * @param keySchema the schema of the record's key, or null
     * @param valueSchema the schema of the envelope, or that of the row alone
     * @throws IllegalArgumentException if one of them is no such schema
     */
    public static TableTypes fromConnectSchemas(byte @Nullable [] keySchema, byte[] valueSchema) {
        ColumnType value = type(valueSchema, MalformedEnvelopeException.Part.VALUE);
        List<Column> row = RecordKind.fromSchemaName(value.logicalName()) == RecordKind.CHANGE
                ? value.fields().stream()
                        .filter(field -> field.name().equals("after"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("the envelope's schema has no field after"))
                        .type()
                        .fields()
                : value.fields();
        Columns key = keySchema == null
                ? null
                : new Columns(
                        type(keySchema, MalformedEnvelopeException.Part.KEY).fields());
        return new TableTypes(key, new Columns(row));
    }

    private static ColumnType type(byte[] schema, MalformedEnvelopeException.Part part) {
        try {
            return ConnectSchemas.read(schema, 0, part);
        } catch (MalformedEnvelopeException e) {
            throw new IllegalArgumentException("not a Connect schema: expected " + e.expected(), e);
        }
    }
}
