package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.TableId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Remembers each table's last types. */
final class LearntSchemas implements SchemaSource {

    private static final int MAX_TABLES = 10_000;

    private final Map<TableId, TableTypes> byTable = new ConcurrentHashMap<>();

    @Override
    public @Nullable TableTypes typesOf(TableId table) {
        return byTable.get(table);
    }

    @Override
    public void seen(TableId table, TableTypes types) {
        TableTypes known = byTable.get(table);
        // Messages of one schema share their columns, so that identity tells.
        if (known != null && known.row() == types.row() && known.key() == types.key()) {
            return;
        }
        if (known != null || byTable.size() < MAX_TABLES) {
            byTable.put(table, types);
        }
    }
}
