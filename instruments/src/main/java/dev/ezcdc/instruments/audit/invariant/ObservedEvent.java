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
import dev.ezcdc.instruments.audit.work.RowChange.Kind;
import dev.ezcdc.instruments.audit.work.RowChange;
import org.jspecify.annotations.Nullable;

/**
 * An event, as far as it is compared with what was written.
 *
 * @param xid the transaction that it names
 * @param change what it tells of; of a snapshot's read, the row's creation
 * @param read whether it is from a snapshot
 */
record ObservedEvent(ConsumedRecord received, ChangeEvent event, long xid, RowChange change, boolean read) {

    /** Null for what is no change of a row or table of PostgreSQL's. */
    static @Nullable ObservedEvent of(ConsumedRecord received) {
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
            change = new RowChange(table, Kind.DELETE, id(event), RowChange.UNKNOWN);
        } else if (event instanceof Truncate) {
            change = new RowChange(table, Kind.TRUNCATE, 0, RowChange.UNKNOWN);
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

    /** Where it came, for people. */
    String place() {
        return received.topic() + "-" + received.partition() + "@" + received.offset() + " (" + event.position() + ")";
    }
}
