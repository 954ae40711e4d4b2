package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A {@code TRUNCATE} of a table. Arrives only if the connector's {@code skipped.operations} does not list it. */
public record Truncate(
        Source source,
        @Nullable Instant timestamp,
        @Nullable TransactionBlock transaction,
        Row extra) implements ChangeEvent {

    @Override
    public Operation op() {
        return Operation.TRUNCATE;
    }

    /** Returns null: a truncate affects the table, not a row. */
    @Override
    public @Nullable Object recordKey() {
        return null;
    }
}
