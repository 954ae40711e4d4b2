package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An inserted row.
 *
 * @param after the new row
 */
public record Create(
        @Nullable Object recordKey,
        Row after,
        Source source,
        @Nullable Instant timestamp,
        @Nullable TransactionBlock transaction,
        Row extra)
        implements ChangeEvent {

    @Override
    public Operation op() {
        return Operation.CREATE;
    }
}
