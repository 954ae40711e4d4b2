package dev.ezcdc.envelope.json.internal.parse;

import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import org.jspecify.annotations.Nullable;

/**
 * A part of a record as the general path read it.
 *
 * @param bytes the part, which is the caller's: not to be kept
 * @param content a row, or whatever else stood there
 * @param schema null if there was none
 * @param framing where the parts of the part stand
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Payload(
        byte[] bytes, @Nullable Object content, @Nullable MessageSchema schema, Part part, Framing framing) {

    /** Whether there is a schema and it stands before the payload, as JsonConverter writes it. */
    public boolean schemaIsFirst() {
        return framing.hasSchema() && framing.schemaEnd() < framing.payloadStart();
    }

    public MalformedEnvelopeException fail(String expected) {
        return new MalformedEnvelopeException(part, framing.payloadStart(), expected, null);
    }
}
