package dev.ezcdc.envelope.json.internal.parse;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.internal.bytes.Surrogates;
import dev.ezcdc.envelope.json.internal.bytes.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The positions of schema and payload in one part of a record. Kafka's JsonConverter frames the payload as
 * {@code {"schema":…,"payload":…}} with {@code schemas.enable=true}; otherwise the part is the payload.
 *
 * @param schemaStart the offset of the schema's first byte, or -1 if there is no schema or it is null
 * @param schemaEnd the offset after its last byte, or -1
 * @param payloadStart the offset of the payload's first byte
 * @param payloadEnd the offset after its last byte. A number in a frame needs it: its last digit is followed by a brace
 */
public record Framing(int schemaStart, int schemaEnd, int payloadStart, int payloadEnd) {

    public boolean hasSchema() {
        return schemaStart >= 0;
    }

    /**
     * Locates schema and payload and validates the whole part, so later steps can rely on well-formed UTF-8 and JSON
     * without unpaired surrogates.
     *
     * <p>A table can have columns called {@code schema} and {@code payload}. Only an object with exactly these two fields,
     * in which the schema is an object or null, is a frame.
     *
     * @throws MalformedEnvelopeException if the part is not valid JSON
     */
    public static Framing locate(byte[] bytes, MalformedEnvelopeException.Part part) {
        int malformed = Utf8.indexOfMalformed(bytes);
        if (malformed >= 0) {
            throw new MalformedEnvelopeException(part, malformed, "well-formed UTF-8", null);
        }
        int unpaired = Surrogates.indexOfUnpaired(bytes);
        if (unpaired >= 0) {
            throw new MalformedEnvelopeException(part, unpaired, "a complete surrogate pair", null);
        }
        try (JsonCursor cursor = new JsonCursor(bytes, 0, part)) {
            if (cursor.next() == null) {
                throw new MalformedEnvelopeException(part, bytes.length, "a JSON value, found end of input", null);
            }
            int wholeStart = cursor.tokenOffset();
            Framing framing = cursor.isAt(JsonToken.START_OBJECT) ? locateInFrame(cursor) : null;
            if (framing == null) {
                cursor.skipValue();
            }
            if (cursor.next() != null) {
                throw cursor.fail("end of input after the JSON value");
            }
            return framing == null ? new Framing(-1, -1, wholeStart, bytes.length) : framing;
        }
    }

    /** Reads an object to its end; null if it is not a frame. */
    private static @Nullable Framing locateInFrame(JsonCursor cursor) {
        int schemaStart = -1;
        int schemaEnd = -1;
        int payloadStart = -1;
        int payloadEnd = -1;
        boolean schemaSeen = false;
        boolean frame = true;
        for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            if (name.equals("schema") && !schemaSeen) {
                schemaSeen = true;
                boolean absent = cursor.isAt(JsonToken.VALUE_NULL);
                frame &= absent || cursor.isAt(JsonToken.START_OBJECT);
                schemaStart = absent ? -1 : cursor.tokenOffset();
                cursor.skipValue();
                schemaEnd = absent ? -1 : cursor.endOffset();
            } else if (name.equals("payload") && payloadStart < 0) {
                payloadStart = cursor.tokenOffset();
                cursor.skipValue();
                payloadEnd = cursor.endOffset();
            } else {
                frame = false;
                cursor.skipValue();
            }
        }
        return frame && schemaSeen && payloadStart >= 0
                ? new Framing(schemaStart, schemaEnd, payloadStart, payloadEnd)
                : null;
    }
}
