package dev.ezcdc.loadgen.catalog;

import dev.ezcdc.loadgen.TableName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table or view as the catalog describes it. Immutable.
 *
 * @param uniqueIndexes unique indexes and exclusion constraints, the primary key first
 * @param checks CHECK constraints, those of the columns' domains, the bounds of the partitions, and row security policies
 * @param referencingTables other tables with foreign keys to this one
 * @param behavior triggers, rules and policies that affect writes
 */
public record TableDefinition(
        TableName name,
        List<Column> columns,
        List<UniqueIndex> uniqueIndexes,
        List<Check> checks,
        List<ForeignKey> foreignKeys,
        List<String> referencingTables,
        WriteBehavior behavior) {

    /**
     * The triggers, rules and policies that can alter or suppress the writes of a table.
     *
     * @param view true for a view
     * @param triggersRows true if triggers run before or instead of a row's change, and so may skip or alter it
     * @param hasRules true if rules rewrite the statements
     * @param hasTriggers true if any trigger runs
     * @param hasRowSecurity true if row security policies apply to the current user
     */
    public record WriteBehavior(
            boolean view, boolean triggersRows, boolean hasRules, boolean hasTriggers, boolean hasRowSecurity) {

        /** Returns true if the server stores every accepted row as it was sent. */
        public boolean storesRowsAsSent() {
            return !view && !triggersRows && !hasRules;
        }
    }

    /**
     * A column.
     *
     * @param hasDefault true if the server supplies a value when an insert omits the column
     * @param computed true if inserts cannot supply a value (GENERATED ... STORED or VIRTUAL)
     * @param identityAlways true for an identity column that is GENERATED ALWAYS
     * @param sequence sequence that the default uses, in the server's notation; null if there is none
     * @param expression SQL of the default or of the generated value; null if there is none
     * @param sources columns that a generated value is computed from
     */
    public record Column(
            String name,
            PgType type,
            boolean notNull,
            boolean hasDefault,
            boolean computed,
            boolean identityAlways,
            @Nullable String sequence,
            @Nullable String expression,
            List<String> sources) {

        /** Returns true if the server rejects rows without a value for this column. */
        public boolean isRequired() {
            return notNull && !hasDefault;
        }
    }

    /**
     * A unique index or an exclusion constraint.
     *
     * @param columns columns of which at least one must differ from row to row, also those inside of expressions
     * @param rangeColumns columns whose ranges must not overlap, as in {@code WITH &&}
     * @param plain true if the index has only columns, no expression, predicate or exclusion operator
     * @param nullsDistinct true if a null differs from every other null
     * @param predicate SQL of the predicate of a partial index; null if there is none
     */
    public record UniqueIndex(
            boolean primary,
            List<String> columns,
            List<String> rangeColumns,
            boolean plain,
            boolean nullsDistinct,
            @Nullable String predicate) {}

    /**
     * A condition that the server requires of every row.
     *
     * @param required false if rows that violate the condition may be accepted, too
     */
    public record Check(String name, String expression, List<String> columns, boolean required) {

        /** A condition that every row must satisfy. */
        public Check(String name, String expression, List<String> columns) {
            this(name, expression, columns, true);
        }
    }

    /**
     * A foreign key.
     *
     * @param parent referenced table, quoted for use in SQL
     * @param ownTable true if the table references itself
     */
    public record ForeignKey(
            String name, List<String> columns, String parent, List<String> parentColumns, boolean ownTable) {}

    /**
     * Returns a column by name.
     *
     * @throws java.util.NoSuchElementException if there is no such column
     */
    public Column column(String columnName) {
        return findColumn(columnName).orElseThrow();
    }

    /** Returns a column by name; empty if there is no such column. */
    public Optional<Column> findColumn(String columnName) {
        return columns.stream().filter(c -> c.name.equals(columnName)).findFirst();
    }

    /** Returns the index that identifies rows: the primary key, or else a unique index on non-null columns. */
    public Optional<UniqueIndex> key() {
        return uniqueIndexes.stream()
                .filter(index -> index.primary || index.plain)
                .filter(index -> index.columns.stream().allMatch(c -> column(c).notNull && !column(c).computed))
                .findFirst();
    }
}
