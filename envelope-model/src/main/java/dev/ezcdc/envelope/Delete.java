package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deleted row. A {@link Tombstone} with the same key follows unless {@code tombstones.on.delete} is off.
 *
 * @param before the deleted row: complete if the table's replica identity is full, otherwise only the key columns, with
 *     null in the others; null if not even the key is known
 */
public record Delete(
        @Nullable Object recordKey,
        @Nullable Row before,
        Source source,
        @Nullable Instant timestamp,
        @Nullable TransactionBlock transaction,
        Row extra)
        implements ChangeEvent {

    @Override
    public Operation op() {
        return Operation.DELETE;
    }
}
