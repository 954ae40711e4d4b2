package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.catalog.TableDefinition;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.catalog.TableDefinition.ForeignKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which rows the foreign keys of a table reference. Plans one table; not thread-safe. */
final class ForeignKeyPlanner {

    private final TableDefinition table;
    private final List<Column> writtenColumns;
    private final ParentRows parents;
    private final List<KeyGroup> groups = new ArrayList<>();
    private final List<String> ownKeyColumns = new ArrayList<>();

    /** Columns of one or more foreign keys, and the tuples that these can reference. */
    record KeyGroup(List<Column> columns, List<@Nullable Object[]> tuples) {

        boolean contains(String name) {
            return columns.stream().anyMatch(column -> column.name().equals(name));
        }
    }

    /** @param writtenColumns columns to fill; those of optional foreign keys without parent rows are removed */
    ForeignKeyPlanner(Connection connection, TableDefinition table, List<Column> writtenColumns) {
        this.table = table;
        this.writtenColumns = writtenColumns;
        this.parents = new ParentRows(connection, table);
    }

    /** @throws dev.ezcdc.loadgen.LoadException if a required foreign key has no parent rows */
    void plan() throws SQLException {
        List<ForeignKey> pending = new ArrayList<>(table.foreignKeys());
        pending.removeIf(key -> !isWritten(key));
        while (!pending.isEmpty()) {
            List<ForeignKey> keys = takeConnected(pending);
            List<Column> columns = columnsOf(keys);
            List<@Nullable Object[]> tuples = parents.find(keys, columns);
            if (!tuples.isEmpty()) {
                groups.add(new KeyGroup(columns, tuples));
                continue;
            }
            Optional<ForeignKey> optional =
                    keys.stream().filter(key -> findNullable(key, keys) != null).findFirst();
            if (optional.isPresent()) {
                writtenColumns.remove(findNullable(optional.get(), keys));
                keys.remove(optional.get());
                pending.addAll(keys);
            } else if (referencesItself(keys)) {
                ownKeyColumns.addAll(keys.get(0).columns());
            } else {
                throw parents.missingParents(keys);
            }
        }
    }

    List<KeyGroup> groups() {
        return groups;
    }

    /** Returns columns that reference the row itself, because the table is empty and requires a reference. */
    List<String> ownKeyColumns() {
        return ownKeyColumns;
    }

    Optional<KeyGroup> groupOf(String column) {
        return groups.stream().filter(group -> group.contains(column)).findFirst();
    }

    private boolean isWritten(ForeignKey key) {
        return key.columns().stream().allMatch(name -> writtenColumns.contains(table.column(name)));
    }

    /** Removes and returns the first key and all others that share columns with it, directly or through others. */
    private static List<ForeignKey> takeConnected(List<ForeignKey> pending) {
        List<ForeignKey> taken = new ArrayList<>(List.of(pending.remove(0)));
        Set<String> columns = new LinkedHashSet<>(taken.get(0).columns());
        boolean grown = true;
        while (grown) {
            List<ForeignKey> connected = pending.stream()
                    .filter(key -> key.columns().stream().anyMatch(columns::contains))
                    .toList();
            grown = !connected.isEmpty();
            pending.removeAll(connected);
            taken.addAll(connected);
            connected.forEach(key -> columns.addAll(key.columns()));
        }
        return taken;
    }

    private List<Column> columnsOf(List<ForeignKey> keys) {
        return keys.stream()
                .flatMap(key -> key.columns().stream())
                .distinct()
                .map(table::column)
                .toList();
    }

    /** Returns a nullable column of the key that no other key needs; null if there is none. */
    private @Nullable Column findNullable(ForeignKey key, List<ForeignKey> keys) {
        return key.columns().stream()
                .map(table::column)
                .filter(column -> !column.notNull())
                .filter(column -> keys.stream()
                        .noneMatch(other -> other != key && other.columns().contains(column.name())))
                .findFirst()
                .orElse(null);
    }

    private boolean referencesItself(List<ForeignKey> keys) {
        ForeignKey key = keys.get(0);
        return keys.size() == 1
                && key.ownTable()
                && key.columns().size() == 1
                && table.key()
                        .filter(index -> index.columns().equals(key.parentColumns()))
                        .isPresent();
    }
}
