package dev.ezcdc.consumer;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.Notification;
import dev.ezcdc.envelope.SchemaChange;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.TransactionMarker;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How many records of each kind there were. Not thread-safe. */
final class RecordCounts {

    private final Map<String, Long> byKind = new TreeMap<>();
    private long changes;

    void add(CdcRecord record) {
        byKind.merge(kind(record), 1L, Long::sum);
        if (record instanceof ChangeEvent) {
            changes++;
        }
    }

    long changes() {
        return changes;
    }

    private static String kind(CdcRecord record) {
        if (record instanceof ChangeEvent change) {
            return change.op().name().toLowerCase(Locale.ROOT);
        } else if (record instanceof Tombstone) {
            return "tombstone";
        } else if (record instanceof TransactionMarker) {
            return "transaction marker";
        } else if (record instanceof Heartbeat) {
            return "heartbeat";
        } else if (record instanceof SchemaChange) {
            return "schema change";
        }
        return record instanceof Notification ? "notification" : "other";
    }

    /** {@code 12 changes consumed (create 9, delete 3; besides: tombstone 3), 0 malformed}. */
    String summary(long malformed) {
        StringBuilder text = new StringBuilder();
        byKind.forEach((kind, count) -> text.append(text.length() == 0 ? " (" : ", ")
                .append(kind)
                .append(' ')
                .append(count));
        return "consumed " + changes + (changes == 1 ? " change" : " changes") + text + (text.length() == 0 ? "" : ")")
                + ", malformed " + malformed;
    }
}
