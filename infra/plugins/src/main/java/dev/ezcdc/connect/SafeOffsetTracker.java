package dev.ezcdc.connect;

import static io.debezium.connector.postgresql.PostgresOffsetContext.LSN_EVENTS_PROCESSED_KEY;
import static io.debezium.connector.postgresql.SourceInfo.LSN_KEY;
import static io.debezium.connector.postgresql.SourceInfo.MSG_TYPE_KEY;
import static io.debezium.relational.RelationalChangeRecordEmitter.PK_UPDATE_NEWKEY_FIELD;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gives each record an offset from which everything behind it comes again.
 *
 * <p>Several records may have one place (LSN) in the log: the rows of a COPY, the tables of a TRUNCATE, a row whose key
 * changed (delete, tombstone and create), a delete and its tombstone. Debezium's offset for the first of them is the same as
 * if it were the only one, and with that Debezium resumes behind the place. So the first record of a place is given the
 * offset of the last one before it, until it is known that the place has nothing more: because its last record or the next
 * place has come. After a restart that may deliver a record again, and loses none. From the second on of a COPY's or
 * TRUNCATE's place the offset counts them, and is right as it is.
 *
 * <p>For one partition, as the connector has. Not thread-safe.
 */
final class SafeOffsetTracker {

    private final Function<Map<String, ?>, @Nullable Map<String, Object>> storedOffset;
    private boolean initialized;
    private @Nullable Map<String, ?> safeOffset;
    private @Nullable Map<String, ?> pendingOffset;

    /** @param stored the offset from which Debezium has resumed, by partition; null for none */
    SafeOffsetTracker(Function<Map<String, ?>, @Nullable Map<String, Object>> stored) {
        this.storedOffset = stored;
    }

    /** The record, which is the next of all, with an offset that is safe to store. */
    SourceRecord adjustOffset(SourceRecord record) {
        Map<String, ?> offset = record.sourceOffset();
        if (offset == null) {
            return record; // stores nothing
        }
        if (completesLsn(record)) {
            safeOffset = offset;
            initialized = true;
            pendingOffset = null;
            return record;
        }
        if (!initialized) {
            safeOffset = storedOffset.apply(record.sourcePartition());
            initialized = true;
        }
        if (pendingOffset != null && !Objects.equals(pendingOffset.get(LSN_KEY), offset.get(LSN_KEY))) {
            safeOffset = pendingOffset;
        }
        pendingOffset = offset;
        return new SourceRecord(
                record.sourcePartition(),
                safeOffset,
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                record.headers());
    }

    /** Or of those so far, where Debezium counts them. */
    private static boolean completesLsn(SourceRecord record) {
        Map<String, ?> offset = record.sourceOffset();
        boolean first = offset.get(LSN_EVENTS_PROCESSED_KEY) instanceof Number processed && processed.longValue() == 1;
        if (!first) {
            return true;
        }
        boolean halfOfKeyChange = record.headers().lastWithName(PK_UPDATE_NEWKEY_FIELD) != null;
        return !halfOfKeyChange
                && switch (String.valueOf(offset.get(MSG_TYPE_KEY))) {
                    case "UPDATE" -> true;
                    case "DELETE" -> record.value() == null; // the tombstone
                    default -> false;
                };
    }
}
