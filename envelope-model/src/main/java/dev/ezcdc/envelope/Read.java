package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row was read by a snapshot: it exists, and when it was inserted is not known.
 *
 * @param after the row as the snapshot saw it
 */
public record Read(
        @Nullable Row key,
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
