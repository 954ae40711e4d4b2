package dev.ezcdc.envelope.json.internal.untyped;

import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import org.jspecify.annotations.Nullable;

/** Reads values of one type on the fast path. Thread-safe. */
public abstract class FastReader {

    private final boolean optional;

    public FastReader(boolean optional) {
        this.optional = optional;
    }

    /** Reads a value in the expected form. If the form differs, the cursor fails and the result is not valid. */
    public final @Nullable Object read(ByteCursor cursor) {
        return cursor.peek() == 'n' ? readNull(cursor) : readNonNull(cursor);
    }

    private @Nullable Object readNull(ByteCursor cursor) {
        if (!optional || !cursor.skipNull()) {
            cursor.fail();
        }
        return null;
    }

    /** Reads a value that is not null. */
    protected abstract @Nullable Object readNonNull(ByteCursor cursor);
}
