package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import org.jspecify.annotations.Nullable;

/** The expected form of the rest of a value, after its frame and schema. Thread-safe. */
interface ValueShape {

    /** Reads to the end of the value; null if it does not have this shape. */
    @Nullable
    CdcRecord read(ByteCursor cursor, @Nullable Row key);
}
