package dev.ezcdc;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The common superclass of the exceptions that ez-cdc's libraries throw. A wrong argument is an {@link
 * IllegalArgumentException} instead.
 */
public abstract class CdcException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public CdcException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
