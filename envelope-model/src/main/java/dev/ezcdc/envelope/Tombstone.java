package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import org.jspecify.annotations.Nullable;

/**
 * A record without a value. It follows a {@link Delete} so that a compacted topic can drop the key. Its value is absent, or
 * JSON's {@code null} with or without a schema, which {@code ExtractNewRecordState} writes for a delete.
 *
 * @param recordKey the key of the deleted row as in {@link ChangeEvent#recordKey}; null for a table without a key
 */
public record Tombstone(@Nullable Object recordKey) implements CdcRecord {

    /** Returns the key columns; null if {@link #recordKey} is not a row. */
    public @Nullable Row key() {
        return recordKey instanceof Row row ? row : null;
    }
}
