package dev.ezcdc.consumer.format;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.FlattenedRow;
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

/** Receives the fields specific to a record's type, for the two formats that people read. */
interface DetailVisitor {

    /**
     * Called for a value.
     *
     * @param image {@code before}, {@code after}, or empty
     */
    void visitValue(String image, String name, @Nullable Object value);

    /** Called for a column that an update changed. */
    void visitChange(ColumnChange change);

    /** Passes a record's fields to the visitor: the changed columns of an update, the row of other changes. */
    static void visit(CdcRecord record, DetailVisitor visitor) {
        if (record instanceof Create create) {
            visitRow("after", create.after(), visitor);
        } else if (record instanceof Read read) {
            visitRow("after", read.after(), visitor);
        } else if (record instanceof Update update) {
            if (update.before() == null) {
                visitRow("after", update.after(), visitor);
            } else {
                ColumnChange.of(update).forEach(visitor::visitChange);
            }
        } else if (record instanceof Delete delete && delete.before() != null) {
            visitRow("before", delete.before(), visitor);
        } else if (record instanceof LogicalMessage message) {
            visitor.visitValue("", "prefix", message.prefix());
            visitor.visitValue("", "content", utf8OrBytes(message.content()));
        } else if (record instanceof TransactionMarker marker) {
            visitor.visitValue("", "id", marker.id());
            if (marker.status() == TransactionMarker.Status.END) {
                visitor.visitValue("", "event_count", marker.eventCount());
            }
            marker.dataCollections().forEach(table -> visitor.visitValue("", table.name(), table.eventCount()));
        } else if (record instanceof SchemaChange change) {
            visitor.visitValue("", "database", change.databaseName());
            visitor.visitValue("", "ddl", change.ddl());
        } else if (record instanceof Notification notification) {
            visitor.visitValue("", "aggregate_type", notification.aggregateType());
            visitor.visitValue("", "type", notification.type());
            new TreeMap<>(notification.additionalData()).forEach((name, value) -> visitor.visitValue("", name, value));
        } else if (record instanceof Heartbeat heartbeat) {
            visitor.visitValue("", "server", heartbeat.serverName());
        } else if (record instanceof FlattenedRow flattened) {
            visitRow(flattened.isDeleted() ? "before" : "after", flattened.row(), visitor);
            visitRow("", flattened.added(), visitor);
        }
    }

    private static void visitRow(String image, Row row, DetailVisitor visitor) {
        for (int i = 0; i < row.size(); i++) {
            visitor.visitValue(image, row.columns().get(i).name(), row.get(i));
        }
    }

    /** Returns the bytes as text if they are valid UTF-8, otherwise unchanged. */
    static @Nullable Object utf8OrBytes(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return bytes;
        }
    }
}
