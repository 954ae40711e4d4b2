package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import org.jspecify.annotations.Nullable;

/**
 * A row that Debezium's {@code ExtractNewRecordState} took out of its envelope. A delete arrives as such a row only with
 * {@code delete.tombstone.handling.mode=rewrite} or {@code rewrite-with-tombstone}; with other modes it is a {@link Tombstone}
 * or missing. Decoded only on request: {@link dev.ezcdc.envelope.json.EnvelopeDecoder.Builder#flattenedRows}.
 *
 * <p>Format: Debezium's documentation of the transform, checked with version 3.7.0.Final.
 *
 * @param recordKey the key of the record as in {@link ChangeEvent#recordKey}
 * @param row the columns of the row, without the fields that the transform added
 * @param added the fields that the transform added, such as {@code __deleted}, {@code __op} and {@code __source_ts_ms}
 * @param isDeleted whether the row was deleted; then {@code row} is the row before the delete
 */
public record FlattenedRow(@Nullable Object recordKey, Row row, Row added, boolean isDeleted) implements CdcRecord {

    /** Returns the key columns; null if {@link #recordKey} is not a row. */
    public @Nullable Row key() {
        return recordKey instanceof Row key ? key : null;
    }

    /** Returns the operation from the field {@code __op}; without it, DELETE for a deleted row and otherwise null. */
    public @Nullable Operation op() {
        String code = text("__op");
        Operation op = code == null ? null : Operation.fromCode(code);
        return op == null && isDeleted ? Operation.DELETE : op;
    }

    /** Returns the table from the field {@code __table} or {@code __source_table}; null without them. */
    public @Nullable String table() {
        String table = text("__table");
        return table == null ? text("__source_table") : table;
    }

    private @Nullable String text(String field) {
        return added.contains(field) && added.get(field) instanceof String text ? text : null;
    }
}
