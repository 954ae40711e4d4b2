package dev.ezcdc.loadgen;

import org.jspecify.annotations.Nullable;

/**
 * One row's change, with both images as they stand if it is committed and nobody else writes to the row.
 *
 * @param operation what is done
 * @param id the row's key; given by the generator, taken from the table's own sequence
 * @param before the row before; null for an insert
 * @param after the row after; null for a delete; differs from {@code before} in at least one column
 */
public record Change(
        Operation operation,
        long id,
        @Nullable Row before,
        @Nullable Row after) {

    static Change insert(long id, Row after) {
        return new Change(Operation.INSERT, id, null, after);
    }

    static Change update(long id, Row before, Row after) {
        return new Change(Operation.UPDATE, id, before, after);
    }

    static Change delete(long id, Row before) {
        return new Change(Operation.DELETE, id, before, null);
    }
}
