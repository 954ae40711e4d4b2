package dev.ezcdc.envelope.json.internal.parse;

import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import org.jspecify.annotations.Nullable;

/** Reads values of one type. Immutable and thread-safe. */
public interface ValueReader {

    /**
     * Reads the value that begins at the current token and leaves the cursor at the value's last token.
     *
     * @throws MalformedEnvelopeException if the value does not have this reader's type
     */
    @Nullable
    Object read(JsonCursor cursor);
}
