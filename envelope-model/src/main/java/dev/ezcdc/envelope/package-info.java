/**
 * What Debezium writes, as sealed and immutable types; no JSON library is part of this API.
 *
 * <pre>
 * CdcRecord
 * ├─ ChangeEvent         Create  Read  Update  Delete  Truncate  LogicalMessage
 * │    ├─ source()       PostgresSource  MySqlSource  SqlServerSource  OracleSource
 * │    │                 MongoSource  Db2Source  OtherSource, which keeps every field
 * │    ├─ key() … after()  Row: named, typed columns
 * │    └─ position()     Position: where the change stands in its log
 * ├─ TransactionMarker   BEGIN and END
 * └─ SchemaChange  Heartbeat  Tombstone  Notification
 * </pre>
 *
 * <p>Names are Debezium's and PostgreSQL's own. Everything here is immutable and safe to share between threads; a
 * {@code byte[]} in a {@link dev.ezcdc.envelope.Row} is the reader's not to change.
 */
@NullMarked
package dev.ezcdc.envelope;

import org.jspecify.annotations.NullMarked;
