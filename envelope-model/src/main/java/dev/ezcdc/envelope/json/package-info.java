/**
 * From the bytes of a record to the model.
 *
 * <pre>
 * key, value (bytes)
 *    ├─ FastPath        a record like one seen before: bytes compared, values read where they are expected;
 *    │                  anything else it does not know, and only the general path rejects
 *    │  Framing         where schema and payload stand; UTF-8 and JSON checked
 *    │  SchemaCache     schema bytes → MessageSchema, compiled once, bounded
 *    ▼
 * StructReader          JSON → Row, typed by the schema (or untyped)
 *    ▼
 * RecordMapper          Row → CdcRecord, by the schema's name or the exact set of fields
 * </pre>
 */
@NullMarked
package dev.ezcdc.envelope.json;

import org.jspecify.annotations.NullMarked;
