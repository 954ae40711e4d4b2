package dev.ezcdc.envelope.json.internal.parse;

import dev.ezcdc.envelope.data.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of records that have a value. With a schema, its name determines the kind. Without one, the exact set of fields
 * does; a single name does not suffice, because a table can have a column called {@code op}.
 *
 * <p>Names and fields: {@code io.debezium.schema.SchemaFactory} and {@code io.debezium.data.Envelope}.
 */
public enum RecordKind {
    CHANGE,
    TRANSACTION,
    HEARTBEAT,
    SCHEMA_CHANGE,
    NOTIFICATION;

    private static final Set<String> TRANSACTION_FIELDS =
            Set.of("status", "id", "event_count", "data_collections", "ts_ms");
    private static final Set<String> SCHEMA_CHANGE_FIELDS =
            Set.of("source", "ts_ms", "databaseName", "schemaName", "ddl", "tableChanges");
    private static final Set<String> NOTIFICATION_FIELDS =
            Set.of("id", "type", "aggregate_type", "additional_data", "timestamp");
    private static final List<String> SOURCE_FIELDS = List.of("version", "connector", "name", "ts_ms");

    /** Returns the kind by the name of the value's schema, or null if it is not a Debezium name. */
    public static @Nullable RecordKind fromSchemaName(@Nullable String name) {
        if (name == null) {
            return null;
        }
        // Only the last part is fixed; the others depend on connector and topic prefix.
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "Envelope", "MessageValue" -> CHANGE;
            case "TransactionMetadataValue" -> TRANSACTION;
            case "Heartbeat" -> HEARTBEAT;
            case "SchemaChangeValue" -> SCHEMA_CHANGE;
            case "Notification" -> NOTIFICATION;
            default -> null;
        };
    }

    /** Returns the kind by the fields of a value and key without a schema, or null if it is not a Debezium record. */
    public static @Nullable RecordKind fromFields(@Nullable Row key, Row value) {
        if (value.contains("op") && value.contains("source") && value.get("source") instanceof Row source) {
            for (String name : SOURCE_FIELDS) {
                if (!source.contains(name)) {
                    return null;
                }
            }
            return CHANGE;
        }
        Set<String> names = names(value);
        if (names.equals(Set.of("ts_ms"))) {
            return key != null && names(key).equals(Set.of("serverName")) ? HEARTBEAT : null;
        }
        if (names.equals(TRANSACTION_FIELDS)) {
            return TRANSACTION;
        }
        if (names.equals(SCHEMA_CHANGE_FIELDS)) {
            return SCHEMA_CHANGE;
        }
        return names.equals(NOTIFICATION_FIELDS) ? NOTIFICATION : null;
    }

    private static Set<String> names(Row row) {
        Set<String> names = new HashSet<>();
        row.columns().asList().forEach(column -> names.add(column.name()));
        return names;
    }
}
