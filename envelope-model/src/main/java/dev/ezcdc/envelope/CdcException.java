package dev.ezcdc.envelope;

import org.jspecify.annotations.Nullable;

/** The superclass of the exceptions that these libraries define. */
public class CdcException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message and, if there is one, its cause. */
    public CdcException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
