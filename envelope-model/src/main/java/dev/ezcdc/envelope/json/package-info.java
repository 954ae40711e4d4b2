/**
 * The decoder: from the bytes of a Kafka record to a {@link dev.ezcdc.envelope.CdcRecord}.
 *
 * <pre>
 * key, value (bytes)
 *    ├─ internal.fast      a record like one seen before: compares bytes, reads values where they are expected.
 *    │                     On any mismatch the general path decodes the record or rejects it.
 *    ▼
 *    internal.parse        the general path: locates schema and payload, checks UTF-8 and JSON, reads values by type
 *    internal.untyped      values without a schema
 *    internal.types        Debezium's and Connect's logical types as Java types
 *    internal.bytes        text and numbers
 *    ▼
 *    internal.record       fields to a CdcRecord, by the schema's name or the exact set of fields
 * </pre>
 *
 * <p>The internal packages depend on each other in the order bytes, types, parse, untyped, record, fast. They are not API.
 */
@NullMarked
package dev.ezcdc.envelope.json;

import org.jspecify.annotations.NullMarked;
