package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A table was emptied by {@code TRUNCATE}. Arrives only if the connector's {@code skipped.operations} leaves it in. */
public record Truncate(
        Source source,
        @Nullable Instant timestamp,
        @Nullable TransactionBlock transaction,
        Row extra) implements ChangeEvent {

    @Override
    public Operation op() {
        return Operation.TRUNCATE;
    }

    /** A truncate is of the table, not of a row. */
    @Override
    public @Nullable Row key() {
        return null;
    }
}
