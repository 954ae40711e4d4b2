package dev.ezcdc.envelope.data;

import dev.ezcdc.CdcException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a value does not have the requested type, or a row does not fit a record. The message names the column, its
 * type and the requested type, but never the value.
 */
public final class RowMappingException extends CdcException {

    @Serial
    private static final long serialVersionUID = 1L;

    RowMappingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
