package dev.ezcdc.envelope.json.internal.parse;

import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
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
}
