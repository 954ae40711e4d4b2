package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.Skew;
import dev.ezcdc.loadgen.catalog.TableDefinition.Check;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.catalog.TableDefinition.ForeignKey;
import dev.ezcdc.loadgen.catalog.TableDefinition.UniqueIndex;
import dev.ezcdc.loadgen.catalog.TableDefinition;
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
 * Decides how the columns of a table are filled. Columns with a default, other than the key's, are left to the server, and
 * so are those of types without values where null will do. For one table; not thread-safe.
 */
final class RowPlanner {

    private final Connection connection;
    private final TableDefinition table;
    private final Skew skew;
    private final TypeValues types;
    private final CheckedValues checked;
    private final Set<String> keyColumns;
    private final List<Column> written;
    private final Set<String> distinct = new LinkedHashSet<>();
    private final List<ForeignKey> foreignKeys = new ArrayList<>();
    private final Set<String> filled = new LinkedHashSet<>();
    private final List<ColumnFiller> units = new ArrayList<>();

    RowPlanner(Connection connection, TableDefinition table, long seed, Skew skew) {
        this.connection = connection;
        this.table = table;
        this.skew = skew;
        this.types = new TypeValues(seed);
        this.checked = new CheckedValues(connection, seed);
        this.keyColumns = table.key().map(key -> Set.copyOf(key.columns())).orElse(Set.of());
        this.written = new ArrayList<>(table.columns().stream()
                .filter(c -> !c.computed() && (keyColumns.contains(c.name()) || !c.hasDefault()))
                .toList());
    }

    /** @throws LoadException if the table cannot be filled, with the reason */
    RowPlan plan() throws SQLException {
        dropUnknownTypes();
        table.unique().forEach(this::makeDistinct);
        chooseForeignKeys();
        Optional<Column> counted = distinct.stream()
                .map(table::column)
                .filter(c -> keyColumns.contains(c.name()))
                .findFirst();
        IdPlan ids = IdPlan.of(connection, table, counted.orElse(null));
        boolean idIsKey = keyColumns.size() == 1
                && counted.isPresent()
                && counted.get().type().isWholeNumber();
        if (idIsKey) {
            written.removeIf(c -> keyColumns.contains(c.name()));
        }
        fillDistinct(ids, idIsKey);
        for (ForeignKey key : foreignKeys) {
            fillForeignKey(key);
        }
        fillChecked();
        for (Column column : written) {
            if (!filled.contains(column.name())) {
                units.add(single(column));
            }
        }
        List<String> names = written.stream().map(Column::name).toList();
        Set<String> changing = new TreeSet<>();
        for (ColumnFiller unit : units) {
            if (unit.isChangeable()) {
                places(unit).forEach(place -> changing.add(names.get(place)));
            }
        }
        AnyRows rows = new AnyRows(table.name().toString(), names, units);
        return new RowPlan(rows, List.copyOf(written), changing, idIsKey, ids);
    }

    private void dropUnknownTypes() {
        for (Column column : List.copyOf(written)) {
            if (source(column) == null) {
                if (column.isRequired() || keyColumns.contains(column.name())) {
                    throw new LoadException(
                            "The column " + column.name() + " of " + table.name() + " needs a value, and"
                                    + " there are none here for its type "
                                    + column.type().formatted()
                                    + ".\nGive it a default, or name another table with --table.");
                }
                written.remove(column);
            }
        }
    }

    /** At least one column of a unique index must have another value in every row, unless one can stay null. */
    private void makeDistinct(UniqueIndex index) {
        List<Column> columns = index.columns().stream().map(table::column).toList();
        if (columns.stream().anyMatch(c -> !written.contains(c) || distinct.contains(c.name()))) {
            return;
        }
        Set<String> foreign = new LinkedHashSet<>();
        table.foreignKeys().forEach(key -> foreign.addAll(key.columns()));
        Optional<Column> choice = columns.stream()
                .filter(c -> !foreign.contains(c.name()) && UniqueValues.areThereFor(c.type()))
                .min((a, b) -> Integer.compare(rank(a), rank(b)));
        if (choice.isPresent()) {
            distinct.add(choice.get().name());
            return;
        }
        Optional<Column> canBeNull = columns.stream().filter(c -> !c.notNull()).findFirst();
        if (canBeNull.isPresent()) {
            written.remove(canBeNull.get());
            return;
        }
        throw new LoadException("The rows of " + table.name() + " must differ in "
                + String.join(", ", index.columns()) + " (a " + (index.primary() ? "primary key" : "unique index")
                + "), and there is no telling which values are free: each column is a foreign key or of a type with"
                + " few values.\nName another table with --table.");
    }

    private static int rank(Column column) {
        return column.sequence() != null
                ? 0
                : column.type().isWholeNumber() ? 1 : column.type().isText() ? 3 : 2;
    }

    private void fillDistinct(IdPlan ids, boolean idIsKey) throws SQLException {
        for (String name : distinct) {
            Column column = table.column(name);
            if (idIsKey && keyColumns.contains(name)) {
                continue;
            }
            ValueSource values = name.equals(ids.column())
                    ? ids.values(column.type())
                    : UniqueValues.of(connection, table, column, ids.first());
            requireChecksPass(column, values, ids.first());
            units.add(new ColumnFiller.Distinct(place(column), values));
            filled.add(name);
        }
    }

    private void requireChecksPass(Column column, ValueSource values, long firstId) throws SQLException {
        List<Check> own = table.checks().stream()
                .filter(check -> check.columns().equals(List.of(column.name())))
                .toList();
        List<Object> some = List.of(values.value(firstId), values.value(firstId + 1), values.value(firstId + 1_000));
        if (!own.isEmpty() && !checked.allPass(column, some, own)) {
            throw new LoadException("The column " + column.name() + " of " + table.name() + " must be another in each"
                    + " row and pass the check " + own.get(0).name() + ", and such values are not known here."
                    + "\nName another table with --table.");
        }
    }

    /** Of two foreign keys over the same columns the longer one implies the other; others that overlap stay null. */
    private void chooseForeignKeys() {
        Set<String> taken = new LinkedHashSet<>(distinct);
        for (ForeignKey key : table.foreignKeys()) {
            List<Column> columns = key.columns().stream().map(table::column).toList();
            if (taken.containsAll(key.columns()) || !written.containsAll(columns)) {
                continue; // implied, or left to the default
            }
            if (key.columns().stream().noneMatch(taken::contains)) {
                foreignKeys.add(key);
                taken.addAll(key.columns());
                continue;
            }
            Column nullable = columns.stream()
                    .filter(c -> !c.notNull() && !taken.contains(c.name()))
                    .findFirst()
                    .orElseThrow(() -> new LoadException("The table " + table.name()
                            + " cannot be filled: its foreign key " + key.name()
                            + " shares columns with another one or with the key."
                            + "\nName another table with --table."));
            written.remove(nullable);
        }
    }

    private void fillForeignKey(ForeignKey key) throws SQLException {
        List<Column> columns = key.columns().stream().map(table::column).toList();
        List<@Nullable Object[]> parents = ParentRows.find(connection, table, key);
        units.add(
                new ColumnFiller.Tuples(places(columns), parents, skew, areChangeable(columns) && parents.size() > 1));
        filled.addAll(key.columns());
    }

    /** Columns that a check looks at together are filled together. */
    private void fillChecked() throws SQLException {
        for (Set<String> group : checkGroups()) {
            List<Column> columns = group.stream().map(table::column).toList();
            List<Check> checks = table.checks().stream()
                    .filter(check -> group.containsAll(check.columns()))
                    .toList();
            List<ValueSource> sources = new ArrayList<>();
            columns.forEach(column -> sources.add(required(column)));
            List<@Nullable Object[]> tuples = checked.find(columns, sources, checks);
            if (tuples == null) {
                continue;
            }
            if (tuples.isEmpty()) {
                refuseUnlessNullable(columns, checks);
                tuples.add(new @Nullable Object[columns.size()]);
            }
            units.add(new ColumnFiller.Tuples(
                    places(columns), tuples, Skew.NONE, areChangeable(columns) && tuples.size() > 1));
            filled.addAll(group);
        }
    }

    private List<Set<String>> checkGroups() {
        List<Set<String>> groups = new ArrayList<>();
        for (Check check : table.checks()) {
            boolean ours = check.columns().stream()
                    .allMatch(name -> !filled.contains(name) && written.contains(table.column(name)));
            if (ours && !check.columns().isEmpty()) {
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

    private void refuseUnlessNullable(List<Column> columns, List<Check> checks) {
        if (columns.stream().anyMatch(Column::notNull)) {
            throw new LoadException("No value was found for "
                    + String.join(", ", columns.stream().map(Column::name).toList()) + " of " + table.name()
                    + " that passes "
                    + String.join(", ", checks.stream().map(Check::name).toList())
                    + ".\nGive the column a default, or name another table with --table.");
        }
    }

    private ColumnFiller single(Column column) {
        return new ColumnFiller.Single(
                place(column), required(column), !column.notNull(), areChangeable(List.of(column)));
    }

    private boolean areChangeable(List<Column> columns) {
        return columns.stream().noneMatch(c -> keyColumns.contains(c.name()));
    }

    private @Nullable ValueSource source(Column column) {
        return types.of(column.type(), column.name());
    }

    private ValueSource required(Column column) {
        ValueSource source = source(column);
        if (source == null) {
            throw new IllegalStateException("no values for " + column.name());
        }
        return source;
    }

    private int place(Column column) {
        return written.indexOf(column);
    }

    private List<Integer> places(List<Column> columns) {
        return columns.stream().map(this::place).toList();
    }

    private static List<Integer> places(ColumnFiller unit) {
        if (unit instanceof ColumnFiller.Tuples tuples) {
            return tuples.places();
        }
        return List.of(
                unit instanceof ColumnFiller.Single single ? single.place() : ((ColumnFiller.Distinct) unit).place());
    }
}
