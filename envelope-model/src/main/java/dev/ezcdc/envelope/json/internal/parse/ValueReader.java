package dev.ezcdc.envelope.json.internal.parse;

import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import org.jspecify.annotations.Nullable;

/** Reads one value. Immutable, so safe to share. */
public interface ValueReader {

    /**
     * Reads the value whose first token the cursor is at, and leaves it at the value's last token.
     *
     * @throws MalformedEnvelopeException if the value is not of this reader's type
     */
    @Nullable
    Object read(JsonCursor cursor);
}
