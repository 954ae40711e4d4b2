package dev.ezcdc.consumer.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.FlattenedRow;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.Notification;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.SchemaChange;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.Update;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Set;

/** Formats a record as {@link LogFormat#JSON}. The field names are documented and part of the API. */
final class JsonFormatter implements LineFormatter {

    private static final JsonFactory JSON = new JsonFactory().setCharacterEscapes(new TerminalSafeEscapes());

    @Override
    public void append(StringBuilder out, ConsumedRecord received, long nowMicros) throws IOException {
        LogEntry entry = LogEntry.from(received, nowMicros);
        StringWriter line = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            JsonValueWriter values = new JsonValueWriter(json);
            json.writeStartObject();
            json.writeStringField("kind", kindOf(received.record()));
            json.writeStringField("ts", TimeFormats.ISO_MICROS.format(entry.time()));
            writeDetails(json, values, received.record(), entry);
            json.writeStringField("topic", received.topic());
            json.writeNumberField("partition", received.partition());
            json.writeNumberField("offset", received.offset());
            json.writeNumberField("kafka_ts_ms", received.kafkaTimestampMillis());
            values.writeField("latency_us", entry.latencyMicros());
            json.writeEndObject();
        }
        out.append(line.getBuffer());
    }

    private static String kindOf(CdcRecord record) {
        if (record instanceof ChangeEvent) {
            return "change";
        } else if (record instanceof Tombstone) {
            return "tombstone";
        } else if (record instanceof TransactionMarker) {
            return "transaction";
        } else if (record instanceof SchemaChange) {
            return "schema_change";
        } else if (record instanceof FlattenedRow) {
            return "flattened_row";
        }
        return record instanceof Heartbeat ? "heartbeat" : "notification";
    }

    private static void writeDetails(JsonGenerator json, JsonValueWriter values, CdcRecord record, LogEntry entry)
            throws IOException {
        if (record instanceof ChangeEvent change) {
            writeChange(json, values, change, entry);
        } else if (record instanceof Tombstone tombstone) {
            values.writeField("key", tombstone.recordKey());
        } else if (record instanceof TransactionMarker marker) {
            json.writeStringField("status", marker.status().name());
            json.writeStringField("id", marker.id());
            values.writeField("event_count", marker.eventCount());
            json.writeObjectFieldStart("data_collections");
            for (TransactionMarker.DataCollection table : marker.dataCollections()) {
                json.writeNumberField(table.name(), table.eventCount());
            }
            json.writeEndObject();
        } else if (record instanceof SchemaChange change) {
            values.writeField("database", change.databaseName());
            values.writeField("schema", change.schemaName());
            values.writeField("ddl", change.ddl());
            values.writeField("table_changes", change.tableChanges());
        } else if (record instanceof Notification notification) {
            values.writeField("id", notification.id());
            values.writeField("aggregate_type", notification.aggregateType());
            values.writeField("type", notification.type());
            values.writeField("additional_data", notification.additionalData());
        } else if (record instanceof Heartbeat heartbeat) {
            values.writeField("server", heartbeat.serverName());
        } else if (record instanceof FlattenedRow flattened) {
            Operation op = flattened.op();
            values.writeField("op", op == null ? null : op.code());
            values.writeField("table", flattened.table());
            values.writeField("key", flattened.recordKey());
            json.writeBooleanField("deleted", flattened.isDeleted());
            values.writeField("row", flattened.row());
            values.writeField("added", flattened.added());
        }
    }

    private static void writeChange(JsonGenerator json, JsonValueWriter values, ChangeEvent change, LogEntry entry)
            throws IOException {
        json.writeStringField("op", change.op().code());
        json.writeStringField("db", change.source().db());
        values.writeField("schema", change.source().schema());
        values.writeField("table", change.source().table());
        values.writeField("key", change.recordKey());
        values.writeField("before", change.before());
        values.writeField("after", change.after());
        Set<String> changed = change instanceof Update update ? update.changedColumns() : null;
        if (changed != null) {
            json.writeArrayFieldStart("changed");
            for (String column : changed) {
                json.writeString(column);
            }
            json.writeEndArray();
        } else {
            json.writeNullField("changed");
        }
        if (change instanceof LogicalMessage message) {
            values.writeField("prefix", message.prefix());
            values.writeField("content", message.content());
        }
        json.writeStringField("snapshot", change.source().snapshot().text());
        values.writeField("lsn", entry.lsn());
        values.writeField("tx", entry.transactionId());
        SourcePositions.write(values, change.source());
        TransactionBlock transaction = change.transaction();
        values.writeField("tx_order", transaction == null ? null : transaction.totalOrder());
    }
}
