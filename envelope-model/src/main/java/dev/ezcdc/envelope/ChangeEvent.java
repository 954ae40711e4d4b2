package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Position;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change that Debezium read from the source's log or, for a {@link Read}, from a snapshot. */
public sealed interface ChangeEvent extends CdcRecord permits Create, Read, Update, Delete, Truncate, LogicalMessage {

    /** Returns the operation, the envelope's {@code op}. */
    Operation op();

    /**
     * Returns the key of the Kafka record; null for a table without a key and for a {@link Truncate}. Debezium writes a
     * {@link Row} of the key columns. A transform or another converter can write anything else: a number, text, a boolean, a
     * list or map if the key is JSON, a string if it is other text, a {@link BinaryKey} if it is not text.
     */
    @Nullable
    Object recordKey();

    /** Returns the key columns; null if {@link #recordKey} is not a row. */
    default @Nullable Row key() {
        return recordKey() instanceof Row row ? row : null;
    }

    /**
     * Returns the row before the change: of an {@link Update} or {@link Delete}, as far as the table's replica identity
     * provides it. Null for other operations.
     */
    default @Nullable Row before() {
        return null;
    }

    /**
     * Returns the row after the change: of a {@link Create}, {@link Read} or {@link Update}. Null for other operations.
     */
    default @Nullable Row after() {
        return null;
    }

    /** Returns the origin of the change: connector, database, table and log position. */
    Source source();

    /**
     * Returns the time at which Debezium created the event: {@code ts_ns}, {@code ts_us} or {@code ts_ms}, whichever is
     * finest; null without any. {@link Source#timestamp()} is the time of the change.
     */
    @Nullable
    Instant timestamp();

    /** Returns the event's position in its transaction; null unless {@code provide.transaction.metadata} is on. */
    @Nullable
    TransactionBlock transaction();

    /** Returns the fields of the envelope that the model has no accessor for. */
    Row extra();

    /**
     * Returns the position of the change in the source's log; null for snapshot reads and sources without a known
     * order.
     */
    default @Nullable Position position() {
        return source().position();
    }
}
