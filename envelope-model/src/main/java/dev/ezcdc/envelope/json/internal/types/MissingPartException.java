package dev.ezcdc.envelope.json.internal.types;

import java.io.Serial;

/** Thrown if a struct or list lacks a part that its logical type requires. */
final class MissingPartException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    MissingPartException(String part) {
        super(part, null, false, false);
    }
}
