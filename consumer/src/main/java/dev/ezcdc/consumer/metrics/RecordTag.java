package dev.ezcdc.consumer.metrics;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.FlattenedRow;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.SchemaChange;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.TransactionMarker;

/** The metrics tag of a record: the operation of a change, or the kind of any other record. */
public enum RecordTag {
    /** An inserted row. */
    CREATE,
    /** A row read by a snapshot. */
    READ,
    /** An updated row. */
    UPDATE,
    /** A deleted row. */
    DELETE,
    /** A truncated table. */
    TRUNCATE,
    /** A logical message. */
    MESSAGE,
    /** A tombstone, after which Kafka may remove the key from a compacted topic. */
    TOMBSTONE,
    /** The beginning or end of a transaction. */
    TRANSACTION,
    /** A heartbeat of the connector. */
    HEARTBEAT,
    /** A DDL change of a table. */
    SCHEMA_CHANGE,
    /** A notification about the connector's progress. */
    NOTIFICATION,
    /** A row that a transform flattened. */
    FLATTENED_ROW;

    /** Returns the tag of a record. */
    public static RecordTag from(CdcRecord record) {
        if (record instanceof ChangeEvent change) {
            return switch (change.op()) {
                case CREATE -> CREATE;
                case READ -> READ;
                case UPDATE -> UPDATE;
                case DELETE -> DELETE;
                case TRUNCATE -> TRUNCATE;
                case MESSAGE -> MESSAGE;
            };
        } else if (record instanceof Tombstone) {
            return TOMBSTONE;
        } else if (record instanceof TransactionMarker) {
            return TRANSACTION;
        } else if (record instanceof Heartbeat) {
            return HEARTBEAT;
        } else if (record instanceof FlattenedRow) {
            return FLATTENED_ROW;
        }
        return record instanceof SchemaChange ? SCHEMA_CHANGE : NOTIFICATION;
    }
}
