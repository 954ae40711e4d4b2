package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import org.jspecify.annotations.Nullable;

/** What stands behind the beginning of a value. Thread-safe. */
interface ValueShape {

    /** Reads to the end; null if the value is of another shape after all. */
    @Nullable
    CdcRecord read(ByteCursor cursor, @Nullable Row key);
}
