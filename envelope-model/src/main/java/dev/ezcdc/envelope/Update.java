package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import dev.ezcdc.envelope.data.internal.RowComparison;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An updated row. A change of the key arrives as a {@link Delete} and a {@link Create} instead.
 *
 * @param before the row before the update; null unless the table's replica identity is full (or its key changed)
 * @param after the row after the update. A large value that the update did not change may be {@link Unavailable}. Empty
 *     for MongoDB if the connector does not look up the document; {@link UpdateDescription} then lists the changes
 */
public record Update(
        @Nullable Object recordKey,
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

    /**
     * Returns the names of the columns whose values differ between {@link #before} and {@link #after}, in the order of
     * the row after, followed by columns that only the row before has. Values are compared by content. A column that
     * only one of the rows has counts as null in the other. A column that is {@link Unavailable} in the row after has
     * not changed.
     *
     * @return an unmodifiable set, empty if no value differs; null if the changed columns are unknown because {@link
     *     #before} is null
     */
    public @Nullable Set<String> changedColumns() {
        return before == null ? null : RowComparison.changedColumns(before, after);
    }
}
