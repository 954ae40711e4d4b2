package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deleted row. A {@link Tombstone} with the same key follows unless {@code tombstones.on.delete} is off.
 *
 * @param before the deleted row as the message carries it; null if the message has none. PostgreSQL writes the whole row only
 *     if the table's replica identity is full. Otherwise only the columns of the replica identity have their values. The
 *     others are null, or a placeholder if the column is NOT NULL: 0, false, an empty text, the epoch. The message does not
 *     distinguish a placeholder from a value, so rely on the key of such a delete only. MySQL and MariaDB write the whole
 *     row with {@code binlog_row_image=FULL}, their default.
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
