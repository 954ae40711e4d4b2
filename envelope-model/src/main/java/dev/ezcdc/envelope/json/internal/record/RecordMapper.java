package dev.ezcdc.envelope.json.internal.record;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.Notification;
import dev.ezcdc.envelope.SchemaChange;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.internal.parse.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From a payload's fields to the record of a known kind. */
public final class RecordMapper {

    private RecordMapper() {}

    public static CdcRecord record(RecordKind kind, @Nullable Row key, Fields value) {
        return switch (kind) {
            case CHANGE -> ChangeMapper.change(key, value);
            case TRANSACTION -> transaction(value);
            case HEARTBEAT ->
                new Heartbeat(
                        key != null && key.contains("serverName") && key.get("serverName") instanceof String name
                                ? name
                                : null,
                        value.timestamp());
            case SCHEMA_CHANGE -> schemaChange(value);
            case NOTIFICATION -> notification(value);
        };
    }

    private static TransactionMarker transaction(Fields value) {
        TransactionMarker.Status status =
                switch (value.text("status")) {
                    case "BEGIN" -> TransactionMarker.Status.BEGIN;
                    case "END" -> TransactionMarker.Status.END;
                    default -> throw value.fail("the status BEGIN or END");
                };
        String id = value.text("id");
        Long eventCount = value.integerOrNull("event_count");
        List<TransactionMarker.DataCollection> collections = new ArrayList<>();
        List<?> raw = value.take("data_collections", List.class);
        for (Object element : raw == null ? List.of() : raw) {
            Fields collection = value.ofElement(element, "data_collections");
            collections.add(new TransactionMarker.DataCollection(
                    collection.text("data_collection"), collection.integer("event_count")));
        }
        Instant timestamp = value.timestamp();
        return new TransactionMarker(status, id, eventCount, collections, timestamp, value.rest());
    }

    private static SchemaChange schemaChange(Fields value) {
        var source = SourceMapper.source(value.struct("source"));
        Instant timestamp = value.timestampOrNull();
        String databaseName = value.textOrNull("databaseName");
        String schemaName = value.textOrNull("schemaName");
        String ddl = value.textOrNull("ddl");
        List<Object> changes = new ArrayList<>();
        List<?> raw = value.take("tableChanges", List.class);
        for (Object change : raw == null ? List.of() : raw) {
            if (change == null) {
                throw value.fail("table changes that are not null");
            }
            changes.add(change);
        }
        return new SchemaChange(source, timestamp, databaseName, schemaName, ddl, changes, value.rest());
    }

    private static Notification notification(Fields value) {
        String id = value.text("id");
        String aggregateType = value.text("aggregate_type");
        String type = value.text("type");
        Map<String, String> data = new HashMap<>();
        Object raw = value.take("additional_data", Object.class);
        Map<?, ?> map = raw instanceof Row row ? row.asMap() : raw instanceof Map<?, ?> typed ? typed : null;
        if (raw != null && map == null) {
            throw value.fail("names and texts in additional_data");
        }
        for (Map.Entry<?, ?> entry : map == null ? Map.<String, String>of().entrySet() : map.entrySet()) {
            if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof String text)) {
                throw value.fail("names and texts in additional_data");
            }
            data.put(name, text);
        }
        Instant timestamp = Instant.ofEpochMilli(value.integer("timestamp"));
        return new Notification(id, aggregateType, type, data, timestamp, value.rest());
    }
}
