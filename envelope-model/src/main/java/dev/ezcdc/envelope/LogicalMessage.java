package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that an application wrote to PostgreSQL's log with {@code pg_logical_emit_message}.
 *
 * @param prefix the prefix that the application passed
 * @param content the message's bytes; callers must not modify them
 */
public record LogicalMessage(
        @Nullable Object recordKey,
        @Nullable String prefix,
        byte @Nullable [] content,
        Source source,
        @Nullable Instant timestamp,
        @Nullable TransactionBlock transaction,
        Row extra)
        implements ChangeEvent {

    @Override
    public Operation op() {
        return Operation.MESSAGE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogicalMessage that
                && Objects.equals(recordKey, that.recordKey)
                && Objects.equals(prefix, that.prefix)
                && Arrays.equals(content, that.content)
                && source.equals(that.source)
                && Objects.equals(timestamp, that.timestamp)
                && Objects.equals(transaction, that.transaction)
                && extra.equals(that.extra);
    }

    @Override
    public int hashCode() {
        return Objects.hash(recordKey, prefix, Arrays.hashCode(content), source, timestamp, transaction, extra);
    }
}
