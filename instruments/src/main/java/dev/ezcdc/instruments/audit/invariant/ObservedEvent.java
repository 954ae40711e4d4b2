package dev.ezcdc.instruments.audit.invariant;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.Truncate;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.instruments.audit.work.RowChange;
import dev.ezcdc.instruments.audit.work.RowChange.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A received event, reduced to the properties that are compared with the written changes.
 *
 * @param xid the transaction that the event names
 * @param change the change that the event describes; for a snapshot read, the row's creation
 * @param snapshotRead whether the event is a snapshot read
 */
record ObservedEvent(ConsumedRecord received, ChangeEvent event, long xid, RowChange change, boolean snapshotRead) {

    /** Returns the event of a record, or null if it does not describe a PostgreSQL row or table. */
    static @Nullable ObservedEvent from(ConsumedRecord received) {
        if (!(received.record() instanceof ChangeEvent event)
                || event instanceof LogicalMessage
                || !(event.source() instanceof PostgresSource source)) {
            return null;
        }
        Long xid = source.txId();
        String table = source.table();
        RowChange change;
        if (event instanceof Create create) {
            change = new RowChange(table, Kind.CREATE, id(event), version(create.after()));
        } else if (event instanceof Read read) {
            change = new RowChange(table, Kind.CREATE, id(event), version(read.after()));
        } else if (event instanceof Update update) {
            change = new RowChange(table, Kind.UPDATE, id(event), version(update.after()));
        } else if (event instanceof Delete) {
            change = new RowChange(table, Kind.DELETE, id(event), RowChange.UNKNOWN_VERSION);
        } else if (event instanceof Truncate) {
            change = new RowChange(table, Kind.TRUNCATE, 0, RowChange.UNKNOWN_VERSION);
        } else {
            return null;
        }
        return new ObservedEvent(received, event, xid == null ? -1 : xid, change, event instanceof Read);
    }

    private static long id(ChangeEvent event) {
        Row key = event.key();
        return key == null ? -1 : number(key, "id");
    }

    private static long version(Row row) {
        return number(row, "version");
    }

    private static long number(Row row, String column) {
        return row.contains(column) && row.get(column) instanceof Number number ? number.longValue() : -1;
    }

    /** Returns topic, partition, offset and position, for messages. */
    String location() {
        return received.topic() + "-" + received.partition() + "@" + received.offset() + " (" + event.position() + ")";
    }
}
