package dev.ezcdc.envelope.json.internal.parse;

import dev.ezcdc.envelope.data.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * A schema made ready. Thread-safe.
 *
 * @param kind the kind of record that the schema's name tells; null if it is none of Debezium's
 * @param reader what reads the payload
 */
public record MessageSchema(@Nullable RecordKind kind, ColumnType type, ValueReader reader) {

    static MessageSchema of(ColumnType type, Placeholder placeholder) {
        RecordKind kind = RecordKind.fromSchemaName(type.logicalName());
        return new MessageSchema(kind, type, TypedReaders.forType(type, placeholder.forRecord(kind)));
    }
}
