package dev.ezcdc.envelope.json.internal.parse;

import dev.ezcdc.envelope.data.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * A parsed schema with the reader for its payload. Thread-safe.
 *
 * @param kind the kind of record, by the schema's name; null if the name is not a Debezium name
 * @param reader the reader for the payload
 */
public record MessageSchema(@Nullable RecordKind kind, ColumnType type, ValueReader reader) {

    static MessageSchema of(ColumnType type, Placeholder placeholder) {
        RecordKind kind = RecordKind.fromSchemaName(type.logicalName());
        return new MessageSchema(kind, type, TypedReaders.forType(type, placeholder.forRecord(kind)));
    }
}
