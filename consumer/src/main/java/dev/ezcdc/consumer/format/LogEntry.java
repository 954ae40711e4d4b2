package dev.ezcdc.consumer.format;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.redact.Escapes;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.FlattenedRow;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.Notification;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.SchemaChange;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.envelope.source.Source;
import dev.ezcdc.envelope.source.SqlServerSource;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fields that every record's line has.
 *
 * @param label the operation of a change, or the kind of any other record
 * @param time the commit time of a change, the source's timestamp of a schema change, Kafka's timestamp of a tombstone, or
 *     the timestamp of any other record
 * @param source the source of a change or schema change; null for other records
 * @param key the key of a change or tombstone; null if there is none
 * @param latencyMicros the time from the commit, by the database's clock, until now, by this machine's clock; null for rows
 *     read by a snapshot and for records that are not changes
 */
record LogEntry(
        String label,
        Instant time,
        @Nullable Source source,
        @Nullable Object key,
        @Nullable Long latencyMicros) {

    static LogEntry from(ConsumedRecord received, long nowMicros) {
        CdcRecord record = received.record();
        if (record instanceof ChangeEvent change) {
            Source source = change.source();
            Instant commit = source.timestamp();
            return new LogEntry(
                    labelOf(change.op()),
                    commit,
                    source,
                    change.recordKey(),
                    computeLatencyMicros(change, commit, nowMicros));
        }
        Instant kafkaTime = Instant.ofEpochMilli(received.kafkaTimestampMillis());
        if (record instanceof Tombstone tombstone) {
            return new LogEntry("tombstone", kafkaTime, null, tombstone.recordKey(), null);
        } else if (record instanceof TransactionMarker marker) {
            return new LogEntry(marker.status().name().toLowerCase(Locale.ROOT), marker.timestamp(), null, null, null);
        } else if (record instanceof SchemaChange change) {
            Source source = change.source();
            return new LogEntry("schema", source.timestamp(), source, null, null);
        } else if (record instanceof Heartbeat heartbeat) {
            return new LogEntry("heartbeat", heartbeat.timestamp(), null, null, null);
        } else if (record instanceof FlattenedRow flattened) {
            Operation op = flattened.op();
            return new LogEntry(op == null ? "row" : labelOf(op), kafkaTime, null, flattened.recordKey(), null);
        }
        return new LogEntry("notify", ((Notification) record).timestamp(), null, null, null);
    }

    private static String labelOf(Operation op) {
        return switch (op) {
            case CREATE -> "create";
            case READ -> "read";
            case UPDATE -> "update";
            case DELETE -> "delete";
            case TRUNCATE -> "truncate";
            case MESSAGE -> "message";
        };
    }

    private static @Nullable Long computeLatencyMicros(ChangeEvent change, Instant commit, long nowMicros) {
        if (change instanceof Read || change.source().snapshot() != Snapshot.FALSE) {
            return null;
        }
        return nowMicros - commit.getEpochSecond() * 1_000_000 - commit.getNano() / 1_000;
    }

    /**
     * Returns the table with its schema, escaped; null if the record has no table, such as a logical message. The database
     * comes first if one connector reads several databases: MySQL, MariaDB, MongoDB, SQL Server.
     */
    static @Nullable String tableName(@Nullable Source source) {
        if (source == null || source.table() == null || source.table().isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        boolean isOneOfSeveral = source.schema() == null || source instanceof SqlServerSource;
        if (isOneOfSeveral && !source.db().isEmpty()) {
            Escapes.appendName(text, source.db());
            text.append('.');
        }
        if (source.schema() != null) {
            Escapes.appendName(text, source.schema());
            text.append('.');
        }
        Escapes.appendName(text, source.table());
        return text.toString();
    }

    /** Returns the LSN in PostgreSQL's notation, {@code 0/17291D8}; null for other sources. */
    @Nullable
    String lsn() {
        if (source instanceof PostgresSource postgres && postgres.lsn() != null) {
            StringBuilder text = new StringBuilder(17);
            appendLsn(text, postgres.lsn());
            return text.toString();
        }
        return null;
    }

    static void appendLsn(StringBuilder out, long lsn) {
        appendHex(out, lsn >>> 32);
        appendHex(out.append('/'), lsn & 0xFFFF_FFFFL);
    }

    private static void appendHex(StringBuilder out, long number) {
        for (int shift = Math.max(0, 60 - (Long.numberOfLeadingZeros(number) & ~3)); shift >= 0; shift -= 4) {
            out.append("0123456789ABCDEF".charAt((int) (number >>> shift) & 0xF));
        }
    }

    /** Returns PostgreSQL's transaction ID; null for other sources. */
    @Nullable
    Long transactionId() {
        return source instanceof PostgresSource postgres ? postgres.txId() : null;
    }
}
