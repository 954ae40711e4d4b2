package dev.ezcdc.consumer;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.SchemaChange;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.TransactionMarker;

/** What a record is, in one word. */
enum Kind {
    CREATE,
    READ,
    UPDATE,
    DELETE,
    TRUNCATE,
    MESSAGE,
    TOMBSTONE,
    TRANSACTION,
    HEARTBEAT,
    SCHEMA_CHANGE,
    NOTIFICATION;

    static Kind of(CdcRecord record) {
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
