package dev.ezcdc.envelope.json.internal.parse;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.internal.bytes.Surrogates;
import dev.ezcdc.envelope.json.internal.bytes.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Where schema and payload stand in one part of a record. Kafka's JsonConverter frames the payload as
 * {@code {"schema":…,"payload":…}} if its {@code schemas.enable} is on; else the part is the payload.
 *
 * @param schemaStart the offset of the schema's first byte, or -1 if there is no schema (or it is null)
 * @param schemaEnd the offset behind its last byte
 * @param payloadStart the offset of the payload's first byte
 */
public record Framing(int schemaStart, int schemaEnd, int payloadStart) {

    public boolean hasSchema() {
        return schemaStart >= 0;
    }

    /**
     * Reads one part from its first byte to its last, so that what follows may rely on well-formed UTF-8 and JSON, and on
     * texts without lone surrogates.
     *
     * <p>A table may well have columns called {@code schema} and {@code payload}: only an object of exactly these two
     * fields, whose schema is an object or null, is a frame.
     */
    public static Framing locate(byte[] bytes, MalformedEnvelopeException.Part part) {
        int malformed = Utf8.indexOfMalformed(bytes);
        if (malformed >= 0) {
            throw new MalformedEnvelopeException(part, malformed, "well-formed UTF-8", null);
        }
        int lone = Surrogates.indexOfUnpaired(bytes);
        if (lone >= 0) {
            throw new MalformedEnvelopeException(part, lone, "surrogates in pairs only", null);
        }
        try (JsonCursor cursor = new JsonCursor(bytes, 0, part)) {
            if (cursor.next() == null) {
                throw new MalformedEnvelopeException(part, bytes.length, "a JSON value, but the part is empty", null);
            }
            int wholeStart = cursor.tokenOffset();
            Framing framing = cursor.isAt(JsonToken.START_OBJECT) ? locateInFrame(cursor) : null;
            if (framing == null) {
                cursor.skipValue();
            }
            if (cursor.next() != null) {
                throw cursor.fail("nothing after the JSON value");
            }
            return framing == null ? new Framing(-1, -1, wholeStart) : framing;
        }
    }

    /** Reads an object to its end; null if it is no frame. */
    private static @Nullable Framing locateInFrame(JsonCursor cursor) {
        int schemaStart = -1;
        int schemaEnd = -1;
        int payloadStart = -1;
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
            } else {
                frame = false;
                cursor.skipValue();
            }
        }
        return frame && schemaSeen && payloadStart >= 0 ? new Framing(schemaStart, schemaEnd, payloadStart) : null;
    }
}
