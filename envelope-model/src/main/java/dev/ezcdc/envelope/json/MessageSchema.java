package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.ColumnType;
import org.jspecify.annotations.Nullable;

/** A schema made ready. Thread-safe. */
final class MessageSchema {

    private final @Nullable RecordKind kind;
    private final ColumnType type;
    private final ValueReader reader;
    /** Only a hint. */
    private boolean used;

    private MessageSchema(ColumnType type, Placeholder placeholder) {
        this.kind = RecordKind.ofSchema(type.logicalName());
        this.type = type;
        this.reader = TypedReaders.of(type, placeholder.ofRecord(kind));
    }

    static MessageSchema of(ColumnType type, Placeholder placeholder) {
        return new MessageSchema(type, placeholder);
    }

    /** The kind of record that the schema's name tells; null if it is none of Debezium's. */
    @Nullable
    RecordKind kind() {
        return kind;
    }

    ColumnType type() {
        return type;
    }

    /** What reads the payload. */
    ValueReader reader() {
        return reader;
    }

    /** Whether it was used before: a schema that comes once is not worth a shape. */
    boolean usedBefore() {
        boolean before = used;
        used = true;
        return before;
    }
}
