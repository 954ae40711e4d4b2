package dev.ezcdc.instruments.audit.invariant;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.Truncate;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.Unavailable;
import dev.ezcdc.envelope.source.Position;
import dev.ezcdc.envelope.source.PostgresPosition;
import dev.ezcdc.envelope.source.PostgresSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tables rebuilt from events. An event at or before the position that its row has reached is ignored, whichever partition
 * it comes from and however often it is delivered. A snapshot clears its tables first, because it does not report the rows
 * that were deleted before it. Not thread-safe.
 */
final class Replica {

    private final Map<String, TableReplica> tables = new HashMap<>();

    private static final class TableReplica {
        private final Map<Long, Map<String, @Nullable Object>> rows = new HashMap<>();
        private final Map<Long, Position> positions = new HashMap<>();
        private @Nullable Position truncatedAt;
        private @Nullable Position snapshotAt;
    }

    void apply(String name, long id, ChangeEvent event) {
        TableReplica table = tables.computeIfAbsent(name, key -> new TableReplica());
        Position position = event.position();
        if (event instanceof Truncate) {
            truncate(table, position);
            return;
        }
        if (position != null && !isNew(table, id, position)) {
            return;
        }
        if (position != null) {
            table.positions.put(id, position);
        }
        if (event instanceof Create create) {
            put(table, id, create.after());
        } else if (event instanceof Read read) {
            startSnapshot(table, snapshotPosition(read));
            put(table, id, read.after());
        } else if (event instanceof Update update) {
            put(table, id, update.after());
        } else {
            table.rows.remove(id);
        }
    }

    Map<Long, Map<String, @Nullable Object>> rows(String name) {
        TableReplica table = tables.get(name);
        return table == null ? Map.of() : table.rows;
    }

    private static boolean isNew(TableReplica table, long id, Position position) {
        Position reached = table.positions.get(id);
        return (reached == null || position.compareTo(reached) > 0)
                && (table.truncatedAt == null || position.compareTo(table.truncatedAt) > 0);
    }

    private static void truncate(TableReplica table, @Nullable Position position) {
        if (position == null || table.truncatedAt != null && position.compareTo(table.truncatedAt) <= 0) {
            return;
        }
        table.truncatedAt = position;
        removeRows(table, position);
    }

    /** Returns the position of the snapshot. The reads of a snapshot have no positions among the changes. */
    private static @Nullable Position snapshotPosition(Read read) {
        Long lsn = read.source() instanceof PostgresSource source ? source.lsn() : null;
        return lsn == null ? null : new PostgresPosition(lsn, lsn);
    }

    private static void startSnapshot(TableReplica table, @Nullable Position position) {
        if (position != null && (table.snapshotAt == null || position.compareTo(table.snapshotAt) > 0)) {
            table.snapshotAt = position;
            removeRows(table, position);
        }
    }

    private static void removeRows(TableReplica table, Position upTo) {
        table.rows.keySet().removeIf(id -> {
            Position reached = table.positions.get(id);
            return reached == null || reached.compareTo(upTo) <= 0;
        });
    }

    /** Unavailable values keep their previous content. */
    private static void put(TableReplica table, long id, Row after) {
        Map<String, @Nullable Object> before = table.rows.getOrDefault(id, Map.of());
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        after.asMap()
                .forEach((column, value) ->
                        row.put(column, value == Unavailable.UNAVAILABLE ? before.get(column) : value));
        table.rows.put(id, row);
    }
}
