package dev.ezcdc.envelope.json.internal.parse;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key or value that the general path has read.
 *
 * @param bytes the whole part; owned by the caller, so not to be retained
 * @param content a row, or a value of another type
 * @param schema null if the part has no schema
 * @param framing the positions of schema and payload
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Payload(
        byte[] bytes, @Nullable Object content, @Nullable MessageSchema schema, Part part, Framing framing) {

    /** Returns whether the part has a schema before the payload, the order in which JsonConverter writes them. */
    public boolean isSchemaFirst() {
        return framing.hasSchema() && framing.schemaEnd() < framing.payloadStart();
    }

    public MalformedEnvelopeException fail(String expected) {
        return new MalformedEnvelopeException(part, framing.payloadStart(), expected, null);
    }

    /**
     * Returns an exception with the offset of a field.
     *
     * @param path the names of the fields that lead to it. If one is absent, the offset is that of the struct around it
     */
    public MalformedEnvelopeException fail(List<String> path, String expected) {
        return new MalformedEnvelopeException(part, findOffset(path), expected, null);
    }

    private int findOffset(List<String> path) {
        try (JsonCursor cursor = new JsonCursor(bytes, framing.payloadStart(), framing.payloadEnd(), part)) {
            cursor.next();
            int offset = cursor.tokenOffset();
            for (String name : path) {
                if (!cursor.isAt(JsonToken.START_OBJECT) || !cursor.moveToField(name)) {
                    break;
                }
                offset = cursor.tokenOffset();
            }
            return offset;
        }
    }
}
