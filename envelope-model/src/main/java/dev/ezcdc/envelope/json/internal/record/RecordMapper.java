package dev.ezcdc.envelope.json.internal.record;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.Notification;
import dev.ezcdc.envelope.SchemaChange;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.internal.parse.RecordKind;
import dev.ezcdc.envelope.json.internal.parse.UntypedReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps the fields of a payload to the record of a known kind. */
public final class RecordMapper {

    private RecordMapper() {}

    public static CdcRecord toRecord(RecordKind kind, @Nullable Object recordKey, Fields value) {
        return switch (kind) {
            case CHANGE -> ChangeMapper.toEvent(recordKey, value);
            case TRANSACTION -> toTransactionMarker(value);
            case HEARTBEAT ->
                new Heartbeat(
                        recordKey instanceof Row key
                                        && key.contains("serverName")
                                        && key.get("serverName") instanceof String name
                                ? name
                                : null,
                        value.takeTimestamp());
            case SCHEMA_CHANGE -> toSchemaChange(value);
            case NOTIFICATION -> toNotification(value);
        };
    }

    private static TransactionMarker toTransactionMarker(Fields value) {
        TransactionMarker.Status status =
                switch (value.takeText("status")) {
                    case "BEGIN" -> TransactionMarker.Status.BEGIN;
                    case "END" -> TransactionMarker.Status.END;
                    default -> throw value.fail("status", "status to be BEGIN or END");
                };
        String id = value.takeText("id");
        Long eventCount = value.takeLongOrNull("event_count");
        List<TransactionMarker.DataCollection> collections = new ArrayList<>();
        List<?> raw = value.take("data_collections", List.class);
        for (Object element : raw == null ? List.of() : raw) {
            Fields collection = value.toFields(element, "data_collections");
            collections.add(new TransactionMarker.DataCollection(
                    collection.takeText("data_collection"), collection.takeLong("event_count")));
        }
        Instant timestamp = value.takeTimestamp();
        return new TransactionMarker(status, id, eventCount, collections, timestamp, value.remaining());
    }

    private static SchemaChange toSchemaChange(Fields value) {
        var source = SourceMapper.toSource(value.takeStruct("source"));
        Instant timestamp = value.takeTimestampOrNull();
        String databaseName = value.takeTextOrNull("databaseName");
        String schemaName = value.takeTextOrNull("schemaName");
        String ddl = value.takeTextOrNull("ddl");
        List<Row> changes = new ArrayList<>();
        List<?> raw = value.take("tableChanges", List.class);
        for (Object change : raw == null ? List.of() : raw) {
            if (!(toRows(change) instanceof Row row)) {
                throw value.fail("tableChanges", "an object for each of tableChanges");
            }
            changes.add(row);
        }
        return new SchemaChange(source, timestamp, databaseName, schemaName, ddl, changes, value.remaining());
    }

    /** Returns the objects of a message without a schema as rows, which they are with one. */
    private static @Nullable Object toRows(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put(String.valueOf(name), toRows(field)));
            return UntypedReader.toRow(fields);
        }
        return value instanceof List<?> list
                ? list.stream().map(RecordMapper::toRows).toList()
                : value;
    }

    private static Notification toNotification(Fields value) {
        String id = value.takeText("id");
        String aggregateType = value.takeText("aggregate_type");
        String type = value.takeText("type");
        Map<String, String> data = new HashMap<>();
        Object raw = value.take("additional_data", Object.class);
        Map<?, ?> map = raw instanceof Row row ? row.asMap() : raw instanceof Map<?, ?> typed ? typed : null;
        if (raw != null && map == null) {
            throw value.fail("additional_data", "a map of strings in additional_data");
        }
        for (Map.Entry<?, ?> entry : map == null ? Map.<String, String>of().entrySet() : map.entrySet()) {
            if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof String text)) {
                throw value.fail("additional_data", "a map of strings in additional_data");
            }
            data.put(name, text);
        }
        Instant timestamp = Instant.ofEpochMilli(value.takeLong("timestamp"));
        return new Notification(id, aggregateType, type, data, timestamp, value.remaining());
    }
}
