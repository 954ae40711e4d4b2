package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Position;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change that Debezium read from the source's log or, for {@link Read}, from a snapshot of a table. */
public sealed interface ChangeEvent extends CdcRecord permits Create, Read, Update, Delete, Truncate, LogicalMessage {

    /** The operation, as in the envelope's {@code op}. */
    Operation op();

    /** The columns of the record's key; null for a table without a key, and for a {@link Truncate}. */
    @Nullable
    Row key();

    /** Where the change comes from. */
    Source source();

    /**
     * When Debezium made this event ({@code ts_ns}, {@code ts_us} or {@code ts_ms}, the finest that is there). When the
     * change was made is {@link Source#timestamp()}.
     */
    @Nullable
    Instant timestamp();

    /** The transaction that the change belongs to; null unless {@code provide.transaction.metadata} is on. */
    @Nullable
    TransactionBlock transaction();

    /** Returns the row before the change; null for operations without a before image, and if the source sent none. */
    default @Nullable Row before() {
        return null;
    }

    /** Returns the row after the change; null for operations without an after image. */
    default @Nullable Row after() {
        return null;
    }

    /** Fields of the envelope that this version of the model has no name for. */
    Row extra();

    /** Where the change stands in its log; null for snapshot reads and for sources without a known order. */
    default @Nullable Position position() {
        return source().position();
    }
}
