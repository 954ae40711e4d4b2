package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row was deleted; a {@link Tombstone} with the same key follows, unless {@code tombstones.on.delete} is off.
 *
 * @param before the row that was deleted: whole if the table's replica identity is full, else its key columns alone with
 *     the others null; null if even those are not known
 */
public record Delete(
        @Nullable Row key,
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
