package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.TableName;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import dev.ezcdc.loadgen.catalog.TableDefinition.Check;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.catalog.TableDefinition.UniqueIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Decides how the unique indexes and exclusion constraints of a table are satisfied. For each of them, one column differs
 * in every row, or ranges do not overlap, or the columns get different combinations of values, or a nullable column stays
 * null. Where none of these is possible, the server rejects some rows. Plans one table; not thread-safe.
 */
final class UniquePlanner {

    private static final int FEW_TEXTS = 6;

    private final TableDefinition table;
    private final List<Column> writtenColumns;
    private final ForeignKeyPlanner foreignKeys;
    private final Set<String> uniqueColumns = new LinkedHashSet<>();
    private final Set<String> rangeColumns = new LinkedHashSet<>();
    private final List<List<Column>> combinations = new ArrayList<>();
    private final List<Check> avoidedPredicates = new ArrayList<>();

    /** @param writtenColumns columns to fill; nullable ones that must stay null are removed */
    UniquePlanner(TableDefinition table, List<Column> writtenColumns, ForeignKeyPlanner foreignKeys) {
        this.table = table;
        this.writtenColumns = writtenColumns;
        this.foreignKeys = foreignKeys;
    }

    void plan() {
        table.uniqueIndexes().forEach(this::plan);
    }

    /** Returns the columns that differ in every row. */
    Set<String> uniqueColumns() {
        return uniqueColumns;
    }

    /** Returns the columns whose ranges do not overlap those of any other row. */
    Set<String> rangeColumns() {
        return rangeColumns;
    }

    /** Returns groups of columns whose values together differ in every row. */
    List<List<Column>> combinations() {
        return combinations;
    }

    /** Returns checks that keep rows out of partial indexes. */
    List<Check> avoidedPredicates() {
        return avoidedPredicates;
    }

    private void plan(UniqueIndex index) {
        if (isSatisfied(index)) {
            return;
        }
        List<Column> written = index.columns().stream()
                .map(table::column)
                .filter(writtenColumns::contains)
                .toList();
        Optional<Column> unique = written.stream()
                .filter(column -> !isReference(column) && UniqueValues.supports(column.type()))
                .min(Comparator.comparingInt(UniquePlanner::rank));
        Optional<String> range = index.rangeColumns().stream()
                .filter(name -> writtenColumns.contains(table.column(name)))
                .filter(name -> table.column(name).type().kind() == 'r'
                        || table.column(name).type().kind() == 'm')
                .findFirst();
        if (unique.isPresent()) {
            uniqueColumns.add(unique.get().name());
        } else if (range.isPresent()) {
            rangeColumns.add(range.get());
        } else if (index.predicate() != null) {
            avoidPredicate(index.predicate());
        } else if (index.plain() && !written.isEmpty()) {
            combineOrLeaveNull(index, written);
        }
    }

    private void combineOrLeaveNull(UniqueIndex index, List<Column> columns) {
        Optional<Column> nullable = columns.stream()
                .filter(column -> !column.notNull() && index.nullsDistinct() && !isReference(column))
                .findFirst();
        if (nullable.isPresent()) {
            writtenColumns.remove(nullable.get());
            return;
        }
        Set<Column> combined = new LinkedHashSet<>();
        for (Column column : columns) {
            combined.addAll(foreignKeys
                    .groupOf(column.name())
                    .map(ForeignKeyPlanner.KeyGroup::columns)
                    .orElse(List.of(column)));
        }
        boolean overlaps = combinations.stream().flatMap(List::stream).anyMatch(combined::contains);
        if (!overlaps) {
            combinations.add(List.copyOf(combined));
        }
    }

    private boolean isSatisfied(UniqueIndex index) {
        if (index.columns().stream().anyMatch(uniqueColumns::contains)
                || index.rangeColumns().stream().anyMatch(rangeColumns::contains)) {
            return true;
        }
        for (String name : index.columns()) {
            Column column = table.column(name);
            if (!writtenColumns.contains(column) && isUniqueWithoutValue(column, index)) {
                return true;
            }
        }
        return combinations.stream().anyMatch(columns -> index.columns()
                .containsAll(columns.stream().map(Column::name).toList()));
    }

    /** Returns true if the server assigns unique values to a column that inserts omit, or leaves it null. */
    private static boolean isUniqueWithoutValue(Column column, UniqueIndex index) {
        boolean isNull = !column.hasDefault() && !column.computed() && index.nullsDistinct();
        String expression = column.expression();
        return isNull || column.sequence() != null || expression != null && expression.contains("uuid");
    }

    private void avoidPredicate(String predicate) {
        Set<String> names = new TreeSet<>();
        for (Column column : table.columns()) {
            String quoted = Pattern.quote(column.name());
            if (Pattern.compile("(?<![\\w'])" + quoted + "(?![\\w'])")
                    .matcher(predicate)
                    .find()) {
                names.add(column.name());
            }
        }
        avoidedPredicates.add(
                new Check("partial unique index", "(" + predicate + ") IS NOT TRUE", List.copyOf(names), false));
    }

    private boolean isReference(Column column) {
        return foreignKeys.groupOf(column.name()).isPresent()
                || foreignKeys.ownKeyColumns().contains(column.name());
    }

    /** Ranks a column for being made unique; the lowest rank is preferred. */
    private static int rank(Column column) {
        if (column.sequence() != null) {
            return 0;
        }
        if (column.type().isInteger()) {
            return 1;
        }
        if (column.type().isText()) {
            return column.type().maxLength() < FEW_TEXTS ? 5 : 3;
        }
        return column.type().name().equals("date") ? 4 : 2;
    }

    /** Returns a check that no row of the table has the same values. */
    static Check absent(TableDefinition table, List<Column> columns) {
        StringBuilder conditions = new StringBuilder();
        for (Column column : columns) {
            String name = TableName.quote(column.name());
            conditions
                    .append(conditions.isEmpty() ? "" : " AND ")
                    .append("ezcdc_row.")
                    .append(name)
                    .append(" = ")
                    .append(TableName.quote(table.name().table()))
                    .append('.')
                    .append(name);
        }
        return new Check(
                "absent",
                "NOT EXISTS (SELECT FROM " + table.name().toQuotedSql() + " AS ezcdc_row WHERE " + conditions + ")",
                columns.stream().map(Column::name).toList(),
                false);
    }
}
