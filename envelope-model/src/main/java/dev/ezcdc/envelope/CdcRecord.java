package dev.ezcdc.envelope;

/**
 * A record of a Debezium topic: a change, or one of the records that Debezium writes next to the changes.
 *
 * <p>All implementations are immutable and thread-safe, except that callers must not modify a {@code byte[]}.
 */
public sealed interface CdcRecord
        permits ChangeEvent, TransactionMarker, SchemaChange, Heartbeat, Tombstone, Notification, FlattenedRow {}
