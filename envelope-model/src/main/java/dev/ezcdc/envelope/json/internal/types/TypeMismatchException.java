package dev.ezcdc.envelope.json.internal.types;

import java.io.Serial;

/** A base value is not one of a logical type. Whoever knows the part and the offset makes the user's exception of it. */
public final class TypeMismatchException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param expected what was expected, in the decoder's own words */
    TypeMismatchException(String expected) {
        super(expected, null, false, false);
    }

    /** What was expected instead. */
    public String expected() {
        return String.valueOf(getMessage());
    }
}
