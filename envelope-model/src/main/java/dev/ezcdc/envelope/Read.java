package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row that a snapshot read. The time of its insertion is unknown.
 *
 * @param after the row at the time of the snapshot
 */
public record Read(
        @Nullable Object recordKey,
        Row after,
        Source source,
        @Nullable Instant timestamp,
        @Nullable TransactionBlock transaction,
        Row extra)
        implements ChangeEvent {

    @Override
    public Operation op() {
        return Operation.READ;
    }
}
