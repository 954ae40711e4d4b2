package dev.ezcdc.consumer.format;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.Notification;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.SchemaChange;
import dev.ezcdc.envelope.TransactionMarker;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Goes through what is particular to a record, for the two formats that people read. */
interface DetailVisitor {

    /**
     * A value.
     *
     * @param image {@code before}, {@code after}, or empty
     */
    void visitValue(String image, String name, @Nullable Object value);

    /** A column that an update changed. */
    void visitChange(ColumnChange change);

    /** Calls the above for each detail: of an update what changed, of other changes the row. */
    static void visit(CdcRecord record, DetailVisitor to) {
        if (record instanceof Create create) {
            visitRow("after", create.after(), to);
        } else if (record instanceof Read read) {
            visitRow("after", read.after(), to);
        } else if (record instanceof Update update) {
            if (update.before() == null) {
                visitRow("after", update.after(), to);
            } else {
                ColumnChange.between(update.before(), update.after()).forEach(to::visitChange);
            }
        } else if (record instanceof Delete delete && delete.before() != null) {
            visitRow("before", delete.before(), to);
        } else if (record instanceof LogicalMessage message) {
            to.visitValue("", "prefix", message.prefix());
            to.visitValue("", "content", utf8OrBytes(message.content()));
        } else if (record instanceof TransactionMarker marker) {
            to.visitValue("", "id", marker.id());
            if (marker.status() == TransactionMarker.Status.END) {
                to.visitValue("", "event_count", marker.eventCount());
            }
            marker.dataCollections().forEach(table -> to.visitValue("", table.name(), table.eventCount()));
        } else if (record instanceof SchemaChange change) {
            to.visitValue("", "database", change.databaseName());
            to.visitValue("", "ddl", change.ddl());
        } else if (record instanceof Notification notification) {
            to.visitValue("", "aggregate_type", notification.aggregateType());
            to.visitValue("", "type", notification.type());
            new TreeMap<>(notification.additionalData()).forEach((name, value) -> to.visitValue("", name, value));
        } else if (record instanceof Heartbeat heartbeat) {
            to.visitValue("", "server", heartbeat.serverName());
        }
    }

    private static void visitRow(String image, Row row, DetailVisitor to) {
        for (int i = 0; i < row.size(); i++) {
            to.visitValue(image, row.columns().get(i).name(), row.get(i));
        }
    }

    /** The bytes as a text if they are UTF-8, else themselves. */
    static @Nullable Object utf8OrBytes(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException noText) {
            return bytes;
        }
    }
}
