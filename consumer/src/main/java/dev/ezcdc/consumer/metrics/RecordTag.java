package dev.ezcdc.consumer.metrics;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.SchemaChange;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.TransactionMarker;

/** What a record is, in one word: the operation of a change, else what it is instead. */
public enum RecordTag {
    /** A row that was inserted. */
    CREATE,
    /** A row that a snapshot read. */
    READ,
    /** A row that was updated. */
    UPDATE,
    /** A row that was deleted. */
    DELETE,
    /** A table that was emptied. */
    TRUNCATE,
    /** A logical message. */
    MESSAGE,
    /** What Kafka may forget the key after. */
    TOMBSTONE,
    /** Beginning or end of a transaction. */
    TRANSACTION,
    /** The connector is alive. */
    HEARTBEAT,
    /** A table that was made or altered. */
    SCHEMA_CHANGE,
    /** What the connector says of its own work. */
    NOTIFICATION;

    /** The kind of a record. */
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
        }
        return record instanceof SchemaChange ? SCHEMA_CHANGE : NOTIFICATION;
    }
}
