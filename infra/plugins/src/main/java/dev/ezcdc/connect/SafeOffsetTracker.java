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
 * Assigns each record an offset from which no later record is skipped.
 *
 * <p>Several records can share an LSN: the rows of a COPY, the tables of a TRUNCATE, a row whose key changed (delete,
 * tombstone and create), a delete and its tombstone. Debezium's offset of the first of them looks as if the record were
 * the only one, so Debezium resumes after the LSN. Therefore the first record at an LSN gets the last offset from
 * before that LSN. Its own offset becomes safe when the last record of the LSN, or a record with the next LSN, arrives.
 * A restart can repeat a record, and loses none. From the second record of a COPY or TRUNCATE on, Debezium's offset
 * counts the records and is safe unchanged.
 *
 * <p>A record that follows a BEGIN, such as a heartbeat before the first change, has the LSN of the previous COMMIT: the
 * end of the COMMIT's log record. A change that was logged directly after it has the same LSN. If this change is a later
 * one of the transaction, Debezium takes it for the stored position and skips the changes before it. Therefore a record
 * that follows a BEGIN gets the last safe offset, too.
 *
 * <p>For a single source partition, which is all that the connector has. Not thread-safe.
 */
final class SafeOffsetTracker {

    private final Function<Map<String, ?>, @Nullable Map<String, Object>> storedOffset;
    private boolean initialized;
    private @Nullable Map<String, ?> safeOffset;
    private @Nullable Map<String, ?> pendingOffset;

    /** @param storedOffset returns the offset from which Debezium resumed in a partition, or null */
    SafeOffsetTracker(Function<Map<String, ?>, @Nullable Map<String, Object>> storedOffset) {
        this.storedOffset = storedOffset;
    }

    /** Returns the record with an offset that is safe to store. Takes all records in their order. */
    SourceRecord adjustOffset(SourceRecord record) {
        Map<String, ?> offset = record.sourceOffset();
        if (offset == null) {
            return record; // the worker stores no offset for it
        }
        boolean isBegin = "BEGIN".equals(offset.get(MSG_TYPE_KEY));
        if (!isBegin && completesLsn(record)) {
            safeOffset = offset;
            initialized = true;
            pendingOffset = null;
            return record;
        }
        if (!initialized) {
            safeOffset = storedOffset.apply(record.sourcePartition());
            initialized = true;
        }
        if (!isBegin) {
            if (pendingOffset != null && !Objects.equals(pendingOffset.get(LSN_KEY), offset.get(LSN_KEY))) {
                safeOffset = pendingOffset;
            }
            pendingOffset = offset;
        }
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

    /** Returns whether no record at this LSN follows, or Debezium's offset counts the records so far. */
    private static boolean completesLsn(SourceRecord record) {
        Map<String, ?> offset = record.sourceOffset();
        boolean first = offset.get(LSN_EVENTS_PROCESSED_KEY) instanceof Number processed && processed.longValue() == 1;
        if (!first) {
            return true;
        }
        boolean newKeyFollows = record.headers().lastWithName(PK_UPDATE_NEWKEY_FIELD) != null;
        return !newKeyFollows
                && switch (String.valueOf(offset.get(MSG_TYPE_KEY))) {
                    case "UPDATE" -> true;
                    case "DELETE" -> record.value() == null; // the tombstone
                    default -> false;
                };
    }
}
