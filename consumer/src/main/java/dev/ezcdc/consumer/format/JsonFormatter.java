package dev.ezcdc.consumer.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.Notification;
import dev.ezcdc.envelope.SchemaChange;
import dev.ezcdc.envelope.Tombstone;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.Update;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Set;

/** {@link LogFormat#JSON}. The names are documented in the module's README and stay. */
final class JsonFormatter implements LineFormatter {

    private static final JsonFactory JSON = new JsonFactory().setCharacterEscapes(new TerminalSafeEscapes());

    @Override
    public void append(StringBuilder out, ConsumedRecord received, long nowMicros) throws IOException {
        LogEntry entry = LogEntry.of(received, nowMicros);
        StringWriter line = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            JsonValues values = new JsonValues(json);
            json.writeStartObject();
            json.writeStringField("kind", kind(received.record()));
            json.writeStringField("ts", Times.ISO_MICROS.format(entry.time()));
            particulars(json, values, received.record(), entry);
            json.writeStringField("topic", received.topic());
            json.writeNumberField("partition", received.partition());
            json.writeNumberField("offset", received.offset());
            json.writeNumberField("kafka_ts_ms", received.kafkaTimestampMillis());
            values.field("latency_us", entry.latencyMicros());
            json.writeEndObject();
        }
        out.append(line.getBuffer());
    }

    private static String kind(CdcRecord record) {
        if (record instanceof ChangeEvent) {
            return "change";
        } else if (record instanceof Tombstone) {
            return "tombstone";
        } else if (record instanceof TransactionMarker) {
            return "transaction";
        } else if (record instanceof SchemaChange) {
            return "schema_change";
        }
        return record instanceof Heartbeat ? "heartbeat" : "notification";
    }

    private static void particulars(JsonGenerator json, JsonValues values, CdcRecord record, LogEntry entry)
            throws IOException {
        if (record instanceof ChangeEvent change) {
            change(json, values, change, entry);
        } else if (record instanceof Tombstone tombstone) {
            values.field("key", tombstone.key());
        } else if (record instanceof TransactionMarker marker) {
            json.writeStringField("status", marker.status().name());
            json.writeStringField("id", marker.id());
            values.field("event_count", marker.eventCount());
            json.writeObjectFieldStart("data_collections");
            for (TransactionMarker.DataCollection table : marker.dataCollections()) {
                json.writeNumberField(table.name(), table.eventCount());
            }
            json.writeEndObject();
        } else if (record instanceof SchemaChange change) {
            values.field("database", change.databaseName());
            values.field("schema", change.schemaName());
            values.field("ddl", change.ddl());
            values.field("table_changes", change.tableChanges());
        } else if (record instanceof Notification notification) {
            values.field("id", notification.id());
            values.field("aggregate_type", notification.aggregateType());
            values.field("type", notification.type());
            values.field("additional_data", notification.additionalData());
        } else if (record instanceof Heartbeat heartbeat) {
            values.field("server", heartbeat.serverName());
        }
    }

    private static void change(JsonGenerator json, JsonValues values, ChangeEvent change, LogEntry entry)
            throws IOException {
        json.writeStringField("op", change.op().code());
        json.writeStringField("db", change.source().db());
        values.field("schema", change.source().schema());
        values.field("table", change.source().table());
        values.field("key", change.key());
        values.field("before", change.before());
        values.field("after", change.after());
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
            values.field("prefix", message.prefix());
            values.field("content", message.content());
        }
        json.writeStringField("snapshot", change.source().snapshot().text());
        values.field("lsn", entry.lsn());
        values.field("tx", entry.tx());
        TransactionBlock transaction = change.transaction();
        values.field("tx_order", transaction == null ? null : transaction.totalOrder());
    }
}
