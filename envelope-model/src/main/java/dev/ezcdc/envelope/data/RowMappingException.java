package dev.ezcdc.envelope.data;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A row does not fit a record: names the column, its type and the component, but not the value. */
public final class RowMappingException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    RowMappingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
