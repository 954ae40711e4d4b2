package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row was updated. A change of its key arrives as a {@link Delete} and a {@link Create} instead.
 *
 * @param before the row before the update; null unless the table's replica identity is full (or its key changed)
 * @param after the row after it; a large value that the update left alone may be {@link Unavailable}. Empty for MongoDB
 *     where the connector does not look the document up: then {@link UpdateDescription} says what changed
 */
public record Update(
        @Nullable Row key,
        @Nullable Row before,
        Row after,
        Source source,
        @Nullable Instant timestamp,
        @Nullable TransactionBlock transaction,
        Row extra)
        implements ChangeEvent {

    @Override
    public Operation op() {
        return Operation.UPDATE;
    }
}
