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
interface Details {

    /**
     * A value.
     *
     * @param image {@code before}, {@code after}, or empty
     */
    void value(String image, String name, @Nullable Object value);

    /** A column that an update changed. */
    void changed(ColumnChange change);

    /** Calls the above for each detail: of an update what changed, of other changes the row. */
    static void of(CdcRecord record, Details to) {
        if (record instanceof Create create) {
            row("after", create.after(), to);
        } else if (record instanceof Read read) {
            row("after", read.after(), to);
        } else if (record instanceof Update update) {
            if (update.before() == null) {
                row("after", update.after(), to);
            } else {
                ColumnChange.of(update).forEach(to::changed);
            }
        } else if (record instanceof Delete delete && delete.before() != null) {
            row("before", delete.before(), to);
        } else if (record instanceof LogicalMessage message) {
            to.value("", "prefix", message.prefix());
            to.value("", "content", textIfItIs(message.content()));
        } else if (record instanceof TransactionMarker marker) {
            to.value("", "id", marker.id());
            if (marker.status() == TransactionMarker.Status.END) {
                to.value("", "event_count", marker.eventCount());
            }
            marker.dataCollections().forEach(table -> to.value("", table.name(), table.eventCount()));
        } else if (record instanceof SchemaChange change) {
            to.value("", "database", change.databaseName());
            to.value("", "ddl", change.ddl());
        } else if (record instanceof Notification notification) {
            to.value("", "aggregate_type", notification.aggregateType());
            to.value("", "type", notification.type());
            new TreeMap<>(notification.additionalData()).forEach((name, value) -> to.value("", name, value));
        } else if (record instanceof Heartbeat heartbeat) {
            to.value("", "server", heartbeat.serverName());
        }
    }

    private static void row(String image, Row row, Details to) {
        for (int i = 0; i < row.size(); i++) {
            to.value(image, row.columns().get(i).name(), row.get(i));
        }
    }

    /** The bytes as a text if they are UTF-8, else themselves. */
    static @Nullable Object textIfItIs(byte @Nullable [] bytes) {
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
