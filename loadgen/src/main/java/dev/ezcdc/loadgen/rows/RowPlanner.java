package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.Skew;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import dev.ezcdc.loadgen.catalog.TableDefinition.Check;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.catalog.TableDefinition.ForeignKey;
import dev.ezcdc.loadgen.catalog.TableDefinition.UniqueIndex;
import dev.ezcdc.loadgen.values.TypeValues;
import dev.ezcdc.loadgen.values.ValueSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides how the columns of a table are filled. The server fills columns with a default, unless they belong to the key.
 * Nullable columns of unsupported types stay null. Plans one table; not thread-safe.
 */
final class RowPlanner {

    private final Connection connection;
    private final TableDefinition table;
    private final Skew skew;
    private final TypeValues typeValues;
    private final CheckedValues checkedValues;
    private final Set<String> keyColumns;
    private final List<Column> writtenColumns;
    private final Set<String> uniqueColumns = new LinkedHashSet<>();
    private final List<ForeignKey> foreignKeys = new ArrayList<>();
    private final Set<String> filledColumns = new LinkedHashSet<>();
    private final List<ColumnFiller> fillers = new ArrayList<>();

    RowPlanner(Connection connection, TableDefinition table, long seed, Skew skew) {
        this.connection = connection;
        this.table = table;
        this.skew = skew;
        this.typeValues = new TypeValues(seed);
        this.checkedValues = new CheckedValues(connection, seed);
        this.keyColumns = table.key().map(key -> Set.copyOf(key.columns())).orElse(Set.of());
        this.writtenColumns = new ArrayList<>(table.columns().stream()
                .filter(c -> !c.computed() && (keyColumns.contains(c.name()) || !c.hasDefault()))
                .toList());
    }

    /**
     * Plans the table.
     *
     * @throws LoadException if the table cannot be filled, with the reason
     */
    RowPlan plan() throws SQLException {
        dropUnsupportedTypes();
        table.uniqueIndexes().forEach(this::chooseUniqueColumn);
        chooseForeignKeys();
        Optional<Column> idColumn = uniqueColumns.stream()
                .map(table::column)
                .filter(c -> keyColumns.contains(c.name()))
                .findFirst();
        IdPlan idPlan = IdPlan.forTable(connection, table, idColumn.orElse(null));
        boolean hasIdKey = keyColumns.size() == 1
                && idColumn.isPresent()
                && idColumn.get().type().isInteger();
        if (hasIdKey) {
            writtenColumns.removeIf(c -> keyColumns.contains(c.name()));
        }
        fillUniqueColumns(idPlan, hasIdKey);
        for (ForeignKey key : foreignKeys) {
            fillForeignKey(key);
        }
        fillCheckedColumns();
        for (Column column : writtenColumns) {
            if (!filledColumns.contains(column.name())) {
                fillers.add(createFiller(column));
            }
        }
        List<String> names = writtenColumns.stream().map(Column::name).toList();
        Set<String> updatable = new TreeSet<>();
        for (ColumnFiller filler : fillers) {
            if (filler.isChangeable()) {
                indexesOf(filler).forEach(index -> updatable.add(names.get(index)));
            }
        }
        GenericRows rows = new GenericRows(table.name().toString(), names, fillers);
        return new RowPlan(rows, List.copyOf(writtenColumns), updatable, hasIdKey, idPlan);
    }

    private void dropUnsupportedTypes() {
        for (Column column : List.copyOf(writtenColumns)) {
            if (findSource(column) == null) {
                if (column.isRequired() || keyColumns.contains(column.name())) {
                    throw new LoadException(
                            "Column " + column.name() + " of " + table.name() + " needs a value, but its type "
                                    + column.type().sqlName() + " is not supported."
                                    + "\nGive it a default, or choose another table with --table.");
                }
                writtenColumns.remove(column);
            }
        }
    }

    /** Makes one column of the index unique in every row, or leaves a nullable one null, which the index ignores. */
    private void chooseUniqueColumn(UniqueIndex index) {
        List<Column> columns = index.columns().stream().map(table::column).toList();
        if (columns.stream().anyMatch(c -> !writtenColumns.contains(c) || uniqueColumns.contains(c.name()))) {
            return;
        }
        Set<String> foreignKeyColumns = new LinkedHashSet<>();
        table.foreignKeys().forEach(key -> foreignKeyColumns.addAll(key.columns()));
        Optional<Column> candidate = columns.stream()
                .filter(c -> !foreignKeyColumns.contains(c.name()) && UniqueValues.supports(c.type()))
                .min((a, b) -> Integer.compare(uniquenessRank(a), uniquenessRank(b)));
        if (candidate.isPresent()) {
            uniqueColumns.add(candidate.get().name());
            return;
        }
        Optional<Column> nullable = columns.stream().filter(c -> !c.notNull()).findFirst();
        if (nullable.isPresent()) {
            writtenColumns.remove(nullable.get());
            return;
        }
        throw new LoadException("Table " + table.name() + " cannot be filled: its rows must be unique in "
                + String.join(", ", index.columns()) + " (" + (index.primary() ? "primary key" : "unique index")
                + "), but each of these columns is a foreign key or has a type with few values."
                + "\nChoose another table with --table.");
    }

    /** Ranks a column for being made unique; the lowest rank is preferred. */
    private static int uniquenessRank(Column column) {
        return column.sequence() != null
                ? 0
                : column.type().isInteger() ? 1 : column.type().isText() ? 3 : 2;
    }

    private void fillUniqueColumns(IdPlan idPlan, boolean hasIdKey) throws SQLException {
        for (String name : uniqueColumns) {
            Column column = table.column(name);
            if (hasIdKey && keyColumns.contains(name)) {
                continue;
            }
            ValueSource values = name.equals(idPlan.column())
                    ? idPlan.toValueSource(column.type())
                    : UniqueValues.forColumn(connection, table, column, idPlan.firstId());
            requireChecksPass(column, values, idPlan.firstId());
            fillers.add(new ColumnFiller.Unique(indexOf(column), values));
            filledColumns.add(name);
        }
    }

    private void requireChecksPass(Column column, ValueSource values, long firstId) throws SQLException {
        List<Check> checks = table.checks().stream()
                .filter(check -> check.columns().equals(List.of(column.name())))
                .toList();
        List<Object> samples = List.of(values.value(firstId), values.value(firstId + 1), values.value(firstId + 1_000));
        if (!checks.isEmpty() && !checkedValues.allPass(column, samples, checks)) {
            throw new LoadException(
                    "Column " + column.name() + " of " + table.name() + " must be unique and pass check "
                            + checks.get(0).name() + ", but no such values were found."
                            + "\nChoose another table with --table.");
        }
    }

    /**
     * Chooses the foreign keys to fill. A foreign key whose columns are all part of a longer one is implied by it; one that
     * overlaps only partly stays null.
     */
    private void chooseForeignKeys() {
        Set<String> usedColumns = new LinkedHashSet<>(uniqueColumns);
        for (ForeignKey key : table.foreignKeys()) {
            List<Column> columns = key.columns().stream().map(table::column).toList();
            if (usedColumns.containsAll(key.columns()) || !writtenColumns.containsAll(columns)) {
                continue; // implied by another foreign key, or filled by defaults
            }
            if (key.columns().stream().noneMatch(usedColumns::contains)) {
                foreignKeys.add(key);
                usedColumns.addAll(key.columns());
                continue;
            }
            Column nullable = columns.stream()
                    .filter(c -> !c.notNull() && !usedColumns.contains(c.name()))
                    .findFirst()
                    .orElseThrow(() -> new LoadException("Table " + table.name()
                            + " cannot be filled: foreign key " + key.name()
                            + " shares columns with another foreign key or with the key."
                            + "\nChoose another table with --table."));
            writtenColumns.remove(nullable);
        }
    }

    private void fillForeignKey(ForeignKey key) throws SQLException {
        List<Column> columns = key.columns().stream().map(table::column).toList();
        List<@Nullable Object[]> parents = ParentRows.find(connection, table, key);
        fillers.add(new ColumnFiller.TupleList(
                indexesOf(columns), parents, skew, canChange(columns) && parents.size() > 1));
        filledColumns.addAll(key.columns());
    }

    /** Fills columns together if a check reads them together. */
    private void fillCheckedColumns() throws SQLException {
        for (Set<String> group : groupCheckedColumns()) {
            List<Column> columns = group.stream().map(table::column).toList();
            List<Check> checks = table.checks().stream()
                    .filter(check -> group.containsAll(check.columns()))
                    .toList();
            List<ValueSource> sources = new ArrayList<>();
            columns.forEach(column -> sources.add(requireSource(column)));
            List<@Nullable Object[]> tuples = checkedValues.findTuples(columns, sources, checks);
            if (tuples == null) {
                continue;
            }
            if (tuples.isEmpty()) {
                requireNullable(columns, checks);
                tuples.add(new @Nullable Object[columns.size()]);
            }
            fillers.add(new ColumnFiller.TupleList(
                    indexesOf(columns), tuples, Skew.NONE, canChange(columns) && tuples.size() > 1));
            filledColumns.addAll(group);
        }
    }

    private List<Set<String>> groupCheckedColumns() {
        List<Set<String>> groups = new ArrayList<>();
        for (Check check : table.checks()) {
            boolean isUnfilled = check.columns().stream()
                    .allMatch(name -> !filledColumns.contains(name) && writtenColumns.contains(table.column(name)));
            if (isUnfilled && !check.columns().isEmpty()) {
                Set<String> merged = new LinkedHashSet<>(check.columns());
                for (Set<String> group : List.copyOf(groups)) {
                    if (group.stream().anyMatch(check.columns()::contains)) {
                        merged.addAll(group);
                        groups.remove(group);
                    }
                }
                groups.add(merged);
            }
        }
        return groups;
    }

    private void requireNullable(List<Column> columns, List<Check> checks) {
        if (columns.stream().anyMatch(Column::notNull)) {
            throw new LoadException("No value found for "
                    + String.join(", ", columns.stream().map(Column::name).toList()) + " of " + table.name()
                    + " that passes "
                    + String.join(", ", checks.stream().map(Check::name).toList())
                    + ".\nGive the column a default, or choose another table with --table.");
        }
    }

    private ColumnFiller createFiller(Column column) {
        return new ColumnFiller.Single(
                indexOf(column), requireSource(column), !column.notNull(), canChange(List.of(column)));
    }

    private boolean canChange(List<Column> columns) {
        return columns.stream().noneMatch(c -> keyColumns.contains(c.name()));
    }

    private @Nullable ValueSource findSource(Column column) {
        return typeValues.forType(column.type(), column.name());
    }

    private ValueSource requireSource(Column column) {
        ValueSource source = findSource(column);
        if (source == null) {
            throw new IllegalStateException("no values for " + column.name());
        }
        return source;
    }

    private int indexOf(Column column) {
        return writtenColumns.indexOf(column);
    }

    private List<Integer> indexesOf(List<Column> columns) {
        return columns.stream().map(this::indexOf).toList();
    }

    private static List<Integer> indexesOf(ColumnFiller filler) {
        if (filler instanceof ColumnFiller.TupleList tuples) {
            return tuples.indexes();
        }
        return List.of(
                filler instanceof ColumnFiller.Single single ? single.index() : ((ColumnFiller.Unique) filler).index());
    }
}
