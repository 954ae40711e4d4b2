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
 * @param key the columns of the record's key; null if they are unknown or the table has no key. Not applied to a key
 *     without a schema: a tombstone names no table, so only an untyped key equals the one of the delete before it
 * @param row the columns of the row, before and after
 */
public record TableTypes(@Nullable Columns key, Columns row) {

    /**
     * Converts Connect schemas in JSON, in the form in which messages carry them.
     *
     * @param keySchema the schema of the record's key, or null
     * @param valueSchema the schema of the envelope, or of the row only
     * @throws IllegalArgumentException if one of them is not such a schema
     */
    public static TableTypes fromConnectSchemas(byte @Nullable [] keySchema, byte[] valueSchema) {
        ColumnType value = readType(valueSchema, MalformedEnvelopeException.Part.VALUE);
        List<Column> row = RecordKind.fromSchemaName(value.logicalName()) == RecordKind.CHANGE
                ? value.fields().stream()
                        .filter(field -> field.name().equals("after"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("The envelope's schema has no field after"))
                        .type()
                        .fields()
                : value.fields();
        Columns key = keySchema == null
                ? null
                : new Columns(
                        readType(keySchema, MalformedEnvelopeException.Part.KEY).fields());
        return new TableTypes(key, new Columns(row));
    }

    private static ColumnType readType(byte[] schema, MalformedEnvelopeException.Part part) {
        try {
            return ConnectSchemas.read(schema, 0, part);
        } catch (MalformedEnvelopeException e) {
            throw new IllegalArgumentException("Not a Connect schema: expected " + e.expected(), e);
        }
    }
}
