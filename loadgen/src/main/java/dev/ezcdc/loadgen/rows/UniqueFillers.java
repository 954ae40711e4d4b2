package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import dev.ezcdc.loadgen.catalog.TableDefinition.Check;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.checks.CheckedValues;
import dev.ezcdc.loadgen.checks.ValueGroup;
import dev.ezcdc.loadgen.values.Hashes;
import dev.ezcdc.loadgen.values.ValueSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fills the columns that differ from row to row, and checks which ids give rows that the server accepts. */
final class UniqueFillers {

    private static final int SAMPLES = 200;

    private final Connection connection;
    private final TableDefinition table;
    private final List<Column> writtenColumns;
    private final CheckedValues checkedValues;
    private final List<ColumnFiller> fillers = new ArrayList<>();
    private final Set<String> filledColumns = new LinkedHashSet<>();
    private final List<Check> absentRows = new ArrayList<>();

    UniqueFillers(
            Connection connection, TableDefinition table, List<Column> writtenColumns, CheckedValues checkedValues) {
        this.connection = connection;
        this.table = table;
        this.writtenColumns = List.copyOf(writtenColumns);
        this.checkedValues = checkedValues;
    }

    List<ColumnFiller> fillers() {
        return fillers;
    }

    Set<String> filledColumns() {
        return filledColumns;
    }

    /** @throws LoadException if a column must be unique and pass a check, but no such values are known */
    void add(Set<String> uniqueColumns, Set<String> rangeColumns, IdPlan idPlan) throws SQLException {
        for (String name : uniqueColumns) {
            Column column = table.column(name);
            if (!writtenColumns.contains(column)) {
                continue;
            }
            if (name.equals(idPlan.column())) {
                addUnique(column, idPlan.toValueSource(column.type()));
            } else {
                List<Check> checks = checksOf(column);
                addBest(
                        column,
                        UniqueValues.forColumn(connection, table, column, idPlan.firstId(), checks),
                        checks,
                        idPlan.firstId());
            }
        }
        for (String name : rangeColumns) {
            Column column = table.column(name);
            List<Check> checks = checksOf(column);
            List<ValueSource> ranges = UniqueValues.forRanges(connection, table, column, checks, idPlan.firstId());
            if (!ranges.isEmpty() && writtenColumns.contains(column)) {
                addBest(column, ranges, checks, idPlan.firstId());
            }
        }
    }

    /** Makes a column reference the row's own key, which is derived from its id. */
    void addOwnKey(Column column, IdPlan idPlan) {
        addUnique(column, idPlan.toValueSource(column.type()));
    }

    void addCombination(List<Column> columns, List<List<@Nullable Object[]>> parts, long firstId, long seed) {
        List<Integer> indexes = columns.stream().map(writtenColumns::indexOf).toList();
        fillers.add(new ColumnFiller.Combination(indexes, parts, firstId, seed));
        columns.forEach(column -> filledColumns.add(column.name()));
        absentRows.add(UniquePlanner.absent(table, columns));
    }

    private void addUnique(Column column, ValueSource values) {
        fillers.add(new ColumnFiller.Unique(writtenColumns.indexOf(column), values));
        filledColumns.add(column.name());
    }

    private List<Check> checksOf(Column column) {
        return table.checks().stream()
                .filter(check -> check.columns().equals(List.of(column.name())))
                .toList();
    }

    /** Adds the first source whose values pass, or the one with most of them. */
    private void addBest(Column column, List<ValueSource> sources, List<Check> checks, long firstId)
            throws SQLException {
        ValueSource best = sources.get(0);
        int mostPassing = checks.isEmpty() ? SAMPLES : countPassing(column, best, checks, firstId);
        List<Check> absent = new ArrayList<>(checks);
        absent.add(UniquePlanner.absent(table, List.of(column)));
        for (int i = 1; i < sources.size() && mostPassing < SAMPLES; i++) {
            int passing = countPassing(column, sources.get(i), absent, firstId);
            if (passing > mostPassing) {
                mostPassing = passing;
                best = sources.get(i);
            }
        }
        if (mostPassing == 0) {
            throw new LoadException(
                    "Column " + column.name() + " of " + table.name() + " must be unique and pass check "
                            + checks.get(0).name() + ", but no such values were found."
                            + "\nChoose another table with --table.");
        }
        addUnique(column, best);
        if (best != sources.get(0)) {
            absentRows.add(UniquePlanner.absent(table, List.of(column)));
        }
    }

    /** Returns {@link #SAMPLES} if the server cannot evaluate the checks outside of the table. */
    private int countPassing(Column column, ValueSource source, List<Check> checks, long firstId) throws SQLException {
        List<@Nullable Object[]> samples = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            samples.add(new @Nullable Object[] {source.value(firstId + i)});
        }
        List<Integer> passing = checkedValues.findPassing(connection, List.of(column), checks, samples);
        return passing == null ? SAMPLES : passing.size();
    }

    /**
     * Returns the unique columns that checks read together with other columns, with values that rows can have.
     *
     * @param idKey key column whose value is the id; null if the key is part of the row
     */
    Optional<ValueGroup> sample(@Nullable Column idKey, List<Check> checks, long firstId) {
        List<Column> columns = uniqueColumns(idKey).stream()
                .filter(column ->
                        checks.stream().anyMatch(check -> check.columns().contains(column.name())))
                .toList();
        List<ColumnFiller> used = List.copyOf(fillers);
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(new ValueGroup(
                        columns, true, random -> toTuple(firstId + random.nextInt(SAMPLES), columns, idKey, used)));
    }

    private List<Column> uniqueColumns(@Nullable Column idKey) {
        List<Column> columns = new ArrayList<>();
        if (idKey != null) {
            columns.add(idKey);
        }
        filledColumns.forEach(name -> columns.add(table.column(name)));
        return columns;
    }

    private @Nullable Object[] toTuple(long id, List<Column> columns, @Nullable Column idKey, List<ColumnFiller> used) {
        @Nullable Object[] row = new @Nullable Object[writtenColumns.size()];
        used.forEach(filler -> filler.fill(id, Hashes.mix(id), row));
        @Nullable Object[] tuple = new @Nullable Object[columns.size()];
        for (int i = 0; i < tuple.length; i++) {
            Column column = columns.get(i);
            tuple[i] = column.equals(idKey) ? Long.valueOf(id) : row[writtenColumns.indexOf(column)];
        }
        return tuple;
    }

    /**
     * Returns a filter for the ids whose rows pass the checks that read a unique column. A check that reads other columns,
     * too, is evaluated with one of their possible values.
     *
     * @param idKey key column whose value is the id; null if the key is part of the row
     * @param allFillers fillers of all columns
     * @return null if no check reads a unique column
     */
    CheckedIds.@Nullable Filter createFilter(@Nullable Column idKey, List<ColumnFiller> allFillers) {
        List<Column> columns = new ArrayList<>(writtenColumns);
        if (idKey != null) {
            columns.add(idKey);
        }
        List<String> names = columns.stream().map(Column::name).toList();
        List<String> unique = uniqueColumns(idKey).stream().map(Column::name).toList();
        List<Check> checks = new ArrayList<>(absentRows);
        table.checks().stream()
                .filter(check -> check.columns().stream().anyMatch(unique::contains))
                .filter(check -> names.containsAll(check.columns()))
                .forEach(checks::add);
        if (checks.isEmpty()) {
            return null;
        }
        List<Column> read = columns.stream()
                .filter(column ->
                        checks.stream().anyMatch(check -> check.columns().contains(column.name())))
                .toList();
        return (ids, session) -> {
            List<@Nullable Object[]> tuples = new ArrayList<>();
            for (long id : ids) {
                tuples.add(toTuple(id, read, idKey, allFillers));
            }
            List<Integer> passing = checkedValues.findPassing(session, read, checks, tuples);
            return passing == null ? ids : passing.stream().map(ids::get).toList();
        };
    }
}
