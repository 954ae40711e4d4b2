package dev.ezcdc.envelope;

/** One record of a Debezium topic: a change, or one of the records that Debezium writes around the changes. */
public sealed interface CdcRecord
        permits ChangeEvent, TransactionMarker, SchemaChange, Heartbeat, Tombstone, Notification {}
