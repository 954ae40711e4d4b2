package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.Skew;
import dev.ezcdc.loadgen.SqlErrors;
import dev.ezcdc.loadgen.catalog.PgType;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import dev.ezcdc.loadgen.catalog.TableDefinition.Check;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.checks.CheckedValues;
import dev.ezcdc.loadgen.checks.ValueGroup;
import dev.ezcdc.loadgen.values.TypeValues;
import dev.ezcdc.loadgen.values.ValueSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides how the columns of a table are filled. The server fills columns with a default, unless they belong to the key.
 * Nullable columns of unsupported types stay null. Plans one table; not thread-safe.
 */
final class RowPlanner {

    private final Connection connection;
    private final TableDefinition table;
    private final Skew skew;
    private final long seed;
    private final TypeValues typeValues;
    private final CheckedValues checkedValues;
    private final Set<String> keyColumns;
    private final List<Column> writtenColumns;
    private final ForeignKeyPlanner foreignKeys;
    private final UniquePlanner unique;
    private final Set<String> filledColumns = new LinkedHashSet<>();
    private final List<ColumnFiller> fillers = new ArrayList<>();

    RowPlanner(Connection connection, TableDefinition table, long seed, Skew skew) {
        this.connection = connection;
        this.table = table;
        this.skew = skew;
        this.seed = seed;
        this.checkedValues = new CheckedValues(table, seed);
        this.typeValues = new TypeValues(seed, this::findDomainValues);
        this.keyColumns = table.key().map(key -> Set.copyOf(key.columns())).orElse(Set.of());
        this.writtenColumns = new ArrayList<>(table.columns().stream()
                .filter(c -> !c.computed() && (keyColumns.contains(c.name()) || !c.hasDefault()))
                .toList());
        this.foreignKeys = new ForeignKeyPlanner(connection, table, writtenColumns);
        this.unique = new UniquePlanner(table, writtenColumns, foreignKeys);
    }

    /**
     * Plans the table.
     *
     * @throws LoadException if the table cannot be filled, with the reason
     */
    RowPlan plan() throws SQLException {
        dropUnsupportedTypes();
        foreignKeys.plan();
        unique.plan();
        Optional<Column> idColumn = unique.uniqueColumns().stream()
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
        UniqueFillers uniqueFillers = new UniqueFillers(connection, table, writtenColumns, checkedValues);
        uniqueFillers.add(unique.uniqueColumns(), unique.rangeColumns(), idPlan);
        for (String name : foreignKeys.ownKeyColumns()) {
            uniqueFillers.addOwnKey(table.column(name), idPlan);
        }
        for (List<Column> columns : unique.combinations()) {
            fillCombination(columns, idPlan.firstId(), uniqueFillers);
        }
        fillers.addAll(uniqueFillers.fillers());
        filledColumns.addAll(uniqueFillers.filledColumns());
        Column idKey = hasIdKey ? idColumn.get() : null;
        fillOtherColumns(check -> uniqueFillers.sample(idKey, check, idPlan.firstId()));
        List<String> names = writtenColumns.stream().map(Column::name).toList();
        Set<String> updatable = new TreeSet<>();
        for (ColumnFiller filler : fillers) {
            if (filler.isChangeable()) {
                filler.indexes().forEach(index -> updatable.add(names.get(index)));
            }
        }
        GenericRows rows = new GenericRows(table.name().toString(), names, fillers);
        IdPlan checkedIds = idPlan.withFilter(uniqueFillers.createFilter(idKey, List.copyOf(fillers)));
        return new RowPlan(rows, List.copyOf(writtenColumns), updatable, hasIdKey, checkedIds);
    }

    private void dropUnsupportedTypes() {
        for (Column column : List.copyOf(writtenColumns)) {
            if (findSource(column) == null) {
                if (!table.behavior().view() && column.isRequired() || keyColumns.contains(column.name())) {
                    throw new LoadException(
                            "Column " + column.name() + " of " + table.name() + " needs a value, but its type "
                                    + column.type().sqlName() + " is not supported."
                                    + "\nGive it a default, or choose another table with --table.");
                }
                writtenColumns.remove(column);
            }
        }
    }

    /** Gives each row another combination of parent rows and of values of the other columns. */
    private void fillCombination(List<Column> columns, long firstId, UniqueFillers uniqueFillers) throws SQLException {
        Set<Column> left = new LinkedHashSet<>(columns);
        List<Column> ordered = new ArrayList<>();
        List<List<@Nullable Object[]>> parts = new ArrayList<>();
        while (!left.isEmpty()) {
            Column first = left.iterator().next();
            Optional<ForeignKeyPlanner.KeyGroup> group = foreignKeys.groupOf(first.name());
            List<Column> part = group.map(ForeignKeyPlanner.KeyGroup::columns).orElse(List.of(first));
            ValueGroup values = group.isPresent()
                    ? ValueGroup.ofTuples(part, group.get().tuples())
                    : ValueGroup.ofColumn(first, requireSource(first));
            List<Check> checks = table.checks().stream()
                    .filter(check -> part.stream().map(Column::name).toList().containsAll(check.columns()))
                    .toList();
            List<@Nullable Object[]> tuples = group.isPresent() && checks.isEmpty()
                    ? group.get().tuples()
                    : checkedValues.findTuples(connection, List.of(values), checks);
            if (tuples == null) {
                tuples = group.isPresent() ? group.get().tuples() : List.of();
            }
            List<@Nullable Object[]> distinct = distinct(tuples).stream()
                    .filter(tuple -> !Arrays.asList(tuple).contains(null))
                    .toList();
            if (distinct.isEmpty()) {
                throw noValues(part, checks);
            }
            parts.add(distinct);
            ordered.addAll(part);
            part.forEach(left::remove);
        }
        uniqueFillers.addCombination(ordered, parts, firstId, seed);
    }

    /**
     * Fills the columns that are not unique, those together that a check reads together.
     *
     * @param uniqueValues finds possible values of the unique columns that checks read
     */
    private void fillOtherColumns(Function<List<Check>, Optional<ValueGroup>> uniqueValues) throws SQLException {
        List<List<ValueGroup>> pending = new ArrayList<>();
        for (ForeignKeyPlanner.KeyGroup group : foreignKeys.groups()) {
            if (group.columns().stream().noneMatch(c -> filledColumns.contains(c.name()))) {
                pending.add(List.of(toOptionalGroup(group)));
            }
        }
        for (Column column : writtenColumns) {
            if (!filledColumns.contains(column.name())
                    && foreignKeys.groupOf(column.name()).isEmpty()) {
                pending.add(List.of(ValueGroup.ofColumn(column, requireSource(column))));
            }
        }
        List<Check> checks = new ArrayList<>(table.checks());
        checks.addAll(unique.avoidedPredicates());
        Set<String> names = namesOf(pending);
        checks.removeIf(check -> check.columns().stream().noneMatch(names::contains));
        uniqueValues.apply(checks).ifPresent(group -> pending.add(List.of(group)));
        for (List<ValueGroup> groups : ValueGroup.connect(pending, checks)) {
            fill(groups, checks);
        }
    }

    private void fill(List<ValueGroup> groups, List<Check> checks) throws SQLException {
        Set<String> names = namesOf(List.of(groups));
        List<Check> own = checks.stream()
                .filter(check -> check.columns().stream().anyMatch(names::contains))
                .toList();
        List<Check> required = own.stream().filter(Check::required).toList();
        List<@Nullable Object[]> tuples = own.isEmpty() ? null : checkedValues.findTuples(connection, groups, own);
        if (tuples != null && tuples.isEmpty()) {
            tuples = required.isEmpty() ? null : checkedValues.findTuples(connection, groups, required);
        }
        List<Column> columns =
                groups.stream().flatMap(group -> group.columns().stream()).toList();
        if (tuples == null) {
            groups.forEach(this::fillUnchecked);
            return;
        }
        if (tuples.isEmpty()) {
            List<Column> filled =
                    columns.stream().filter(column -> !isUnique(column)).toList();
            if (filled.stream().anyMatch(Column::notNull)) {
                throw noValues(filled, required);
            }
            tuples = List.<@Nullable Object[]>of(new @Nullable Object[columns.size()]);
        }
        addTuples(columns, tuples, Skew.NONE);
    }

    private void fillUnchecked(ValueGroup group) {
        Column first = group.columns().get(0);
        Optional<ForeignKeyPlanner.KeyGroup> references = foreignKeys.groupOf(first.name());
        if (isUnique(first)) {
            return;
        }
        if (references.isPresent()) {
            addTuples(references.get().columns(), references.get().tuples(), skew);
        } else {
            fillers.add(new ColumnFiller.Single(
                    writtenColumns.indexOf(first), requireSource(first), !first.notNull(), canChange(List.of(first))));
        }
    }

    private boolean isUnique(Column column) {
        return filledColumns.contains(column.name()) || !writtenColumns.contains(column);
    }

    /** Adds a filler for the columns that are not unique. */
    private void addTuples(List<Column> allColumns, List<@Nullable Object[]> allTuples, Skew tupleSkew) {
        List<Column> columns =
                allColumns.stream().filter(column -> !isUnique(column)).toList();
        if (columns.isEmpty()) {
            return;
        }
        List<@Nullable Object[]> tuples = new ArrayList<>();
        for (@Nullable Object[] tuple : allTuples) {
            @Nullable Object[] part = new @Nullable Object[columns.size()];
            for (int i = 0; i < part.length; i++) {
                part[i] = tuple[allColumns.indexOf(columns.get(i))];
            }
            tuples.add(part);
        }
        boolean changeable = canChange(columns) && distinct(tuples).size() > 1;
        List<Integer> indexes = columns.stream().map(writtenColumns::indexOf).toList();
        fillers.add(new ColumnFiller.TupleList(indexes, tuples, tupleSkew, changeable));
    }

    /** Returns the tuples of foreign keys; if they are optional, some are null, because checks may require that. */
    private static ValueGroup toOptionalGroup(ForeignKeyPlanner.KeyGroup group) {
        ValueGroup present = ValueGroup.ofTuples(group.columns(), group.tuples());
        boolean optional = group.columns().stream().noneMatch(Column::notNull);
        return !optional ? present : present.orNull();
    }

    private static Set<String> namesOf(List<List<ValueGroup>> groups) {
        Set<String> names = new LinkedHashSet<>();
        groups.forEach(list -> list.forEach(group -> group.columns().forEach(column -> names.add(column.name()))));
        return names;
    }

    private static List<@Nullable Object[]> distinct(List<@Nullable Object[]> tuples) {
        Set<List<@Nullable Object>> seen = new LinkedHashSet<>();
        return tuples.stream().filter(tuple -> seen.add(Arrays.asList(tuple))).toList();
    }

    private LoadException noValues(List<Column> columns, List<Check> checks) {
        return new LoadException("No value found for "
                + String.join(", ", columns.stream().map(Column::name).toList()) + " of " + table.name()
                + " that passes "
                + String.join(", ", checks.stream().map(Check::name).toList())
                + ".\nGive the column a default, or choose another table with --table.");
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

    private @Nullable ValueSource findDomainValues(PgType type, ValueSource base) {
        try {
            return checkedValues.findDomainValues(connection, type, base);
        } catch (SQLException e) {
            throw new LoadException("Cannot find values of type " + type.sqlName() + ": " + SqlErrors.describe(e), e);
        }
    }
}
