package dev.ezcdc.envelope.json;

import java.io.Serial;

/** A base value is not one of a logical type. Whoever knows the part and the offset makes the user's exception of it. */
final class NotThisTypeException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param expected what was expected, in the decoder's own words */
    NotThisTypeException(String expected) {
        super(expected, null, false, false);
    }

    /** What was expected instead. */
    String expected() {
        return String.valueOf(getMessage());
    }
}
