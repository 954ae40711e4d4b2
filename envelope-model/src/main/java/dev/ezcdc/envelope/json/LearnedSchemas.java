package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.TableId;
import dev.ezcdc.envelope.json.internal.parse.SchemaSize;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the latest types of each table. When it is full, it ignores new tables and keeps the known ones. Bounded: at most
 * 10,000 tables and 32 MiB. Thread-safe.
 */
final class LearnedSchemas implements SchemaSource {

    private static final int MAX_TABLES = 10_000;
    private static final long MAX_BYTES = 32L << 20;

    private final Map<TableId, TableTypes> byTable = new ConcurrentHashMap<>();
    private long bytesHeld;

    @Override
    public @Nullable TableTypes typesOf(TableId table) {
        return byTable.get(table);
    }

    @Override
    public void onSchema(TableId table, TableTypes types) {
        TableTypes known = byTable.get(table);
        // Messages with the same schema share their columns, so comparing identity is enough.
        if (known != null && known.row() == types.row() && known.key() == types.key()) {
            return;
        }
        remember(table, types);
    }

    private synchronized void remember(TableId table, TableTypes types) {
        TableTypes known = byTable.get(table);
        long held = bytesHeld + size(types) - (known == null ? 0 : size(known));
        if (held <= MAX_BYTES && (known != null || byTable.size() < MAX_TABLES)) {
            byTable.put(table, types);
            bytesHeld = held;
        } else if (known != null) {
            // Types from before the table was altered would be wrong.
            byTable.remove(table);
            bytesHeld -= size(known);
        }
    }

    /** Returns the approximate memory of the types, in bytes. */
    synchronized long bytesHeld() {
        return bytesHeld;
    }

    private static long size(TableTypes types) {
        return SchemaSize.estimate(types.row()) + (types.key() == null ? 0 : SchemaSize.estimate(types.key()));
    }
}
