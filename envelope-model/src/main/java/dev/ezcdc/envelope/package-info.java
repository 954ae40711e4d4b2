/**
 * Debezium's records as sealed, immutable types. No JSON library is part of this API.
 *
 * <pre>
 * CdcRecord
 * ├─ ChangeEvent         Create  Read  Update  Delete  Truncate  LogicalMessage
 * │    ├─ key() before() after()   {@link dev.ezcdc.envelope.data.Row}: named, typed columns
 * │    ├─ source()                 {@link dev.ezcdc.envelope.source.Source}: connector, database, table, position in the log
 * │    └─ transaction()
 * ├─ TransactionMarker   BEGIN and END
 * └─ SchemaChange  Heartbeat  Tombstone  Notification  FlattenedRow
 * </pre>
 *
 * <p>The packages, in the order of their dependencies:
 *
 * <pre>
 * type       values of PostgreSQL's and Debezium's structured types: points, intervals, vectors
 * data       rows, columns and their types
 * source     the origin of a change and its position in the source's log
 * envelope   the records (this package)
 * delivery   redelivered changes, whole transactions
 * json       the decoder; its {@code internal} packages are not API
 * kafka      a Kafka deserializer
 * </pre>
 *
 * <p>Records, rows and their values are immutable and thread-safe, except that callers must not modify a {@code byte[]}.
 * All packages are null-marked (JSpecify). Errors extend {@link dev.ezcdc.CdcException}.
 */
@NullMarked
package dev.ezcdc.envelope;

import org.jspecify.annotations.NullMarked;
