package dev.ezcdc.envelope.json.internal.types;

import java.io.Serial;

/**
 * Thrown if a base value does not belong to a logical type. The caller, which knows the part and the offset, converts this to
 * a {@link dev.ezcdc.envelope.json.MalformedEnvelopeException}.
 */
public final class TypeMismatchException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param expected a description of the expected input; contains no values of the message */
    TypeMismatchException(String expected) {
        super(expected, null, false, false);
    }

    /** Returns a description of the expected input. */
    public String expected() {
        return String.valueOf(getMessage());
    }
}
