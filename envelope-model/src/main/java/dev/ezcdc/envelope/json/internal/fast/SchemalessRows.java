package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.json.internal.parse.Placeholder;
import dev.ezcdc.envelope.json.internal.parse.SchemaSize;
import dev.ezcdc.envelope.json.internal.record.SchemalessTypes;
import dev.ezcdc.envelope.source.Source;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rows of messages without a schema whose types are known from elsewhere. Thread-safe and bounded. */
final class SchemalessRows {

    private static final long MAX_BYTES = 32L << 20;

    private final SchemalessTypes types;
    private final Placeholder placeholder;
    /** By the identity of the columns, which all types of a table share. */
    private final Map<Columns, RowShape> shapes = new ConcurrentHashMap<>();

    private long bytesHeld;

    /** @param placeholder the placeholder for a row */
    SchemalessRows(SchemalessTypes types, Placeholder placeholder) {
        this.types = types;
        this.placeholder = placeholder;
    }

    /** Returns whether no types are ever known. */
    boolean isDisabled() {
        return types.isDisabled();
    }

    /** Returns the shape of a table's rows; null if its types are unknown. */
    @Nullable
    RowShape shapeOf(Source changed) {
        Columns columns = types.columnsOf(changed);
        if (columns == null) {
            return null;
        }
        RowShape known = shapes.get(columns);
        return known != null ? known : add(columns);
    }

    private synchronized RowShape add(Columns columns) {
        long size = SchemaSize.estimate(columns);
        if (bytesHeld + size > MAX_BYTES) {
            shapes.clear();
            bytesHeld = 0;
        }
        RowShape shape = new RowShape(columns, placeholder);
        if (shapes.put(columns, shape) == null) {
            bytesHeld += size;
        }
        return shape;
    }

    /** Returns the approximate memory of the shapes, in bytes. */
    synchronized long bytesHeld() {
        return bytesHeld;
    }

    /** Returns a record that was read without types with the types of its table, if they are known and fit. */
    CdcRecord complete(CdcRecord record, byte[] value) {
        return types.complete(record, value);
    }
}
