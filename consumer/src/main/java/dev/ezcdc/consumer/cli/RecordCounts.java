package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.metrics.RecordTag;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.FlattenedRow;
import dev.ezcdc.envelope.Operation;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts records by kind. Not thread-safe. */
final class RecordCounts {

    private final Map<String, Long> byKind = new TreeMap<>();
    private long changes;

    void add(CdcRecord record) {
        byKind.merge(kindOf(record), 1L, Long::sum);
        if (isChange(record)) {
            changes++;
        }
    }

    /** Returns whether a record is a change of rows. A logical message, such as a heartbeat, is not. */
    static boolean isChange(CdcRecord record) {
        return record instanceof ChangeEvent change && change.op() != Operation.MESSAGE
                || record instanceof FlattenedRow;
    }

    long changes() {
        return changes;
    }

    private static String kindOf(CdcRecord record) {
        return switch (RecordTag.from(record)) {
            case TRANSACTION -> "transaction marker";
            case SCHEMA_CHANGE -> "schema change";
            case FLATTENED_ROW -> "flattened row";
            default -> RecordTag.from(record).name().toLowerCase(Locale.ROOT);
        };
    }

    /** Returns a summary such as {@code consumed 12 changes (create 9, delete 3, tombstone 3), malformed 0}. */
    String summary(long malformed, long lost) {
        StringBuilder text = new StringBuilder();
        byKind.forEach((kind, count) -> text.append(text.length() == 0 ? " (" : ", ")
                .append(kind)
                .append(' ')
                .append(count));
        return "consumed " + changes + (changes == 1 ? " change" : " changes") + text + (text.length() == 0 ? "" : ")")
                + ", malformed " + malformed
                + (lost == 0 ? "" : ", lost " + lost + " to the topic's retention");
    }
}
