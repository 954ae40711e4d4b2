package dev.ezcdc.loadgen.catalog;

import dev.ezcdc.loadgen.TableName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table as the catalog describes it. Immutable.
 *
 * @param uniqueIndexes unique indexes, the primary key first
 * @param referencingTables other tables with foreign keys to this one
 */
public record TableDefinition(
        TableName name,
        List<Column> columns,
        List<UniqueIndex> uniqueIndexes,
        List<Check> checks,
        List<ForeignKey> foreignKeys,
        List<String> referencingTables) {

    /**
     * A column.
     *
     * @param hasDefault true if the server supplies a value when an insert omits the column
     * @param computed true if inserts cannot supply a value (GENERATED ... STORED or VIRTUAL)
     * @param identityAlways true for an identity column that is GENERATED ALWAYS
     * @param sequence sequence that the default uses, in the server's notation; null if there is none
     */
    public record Column(
            String name,
            PgType type,
            boolean notNull,
            boolean hasDefault,
            boolean computed,
            boolean identityAlways,
            @Nullable String sequence) {

        /** Returns true if the server rejects rows without a value for this column. */
        public boolean isRequired() {
            return notNull && !hasDefault;
        }
    }

    /** A unique index on columns, without expressions and without a predicate. */
    public record UniqueIndex(boolean primary, List<String> columns) {}

    /** A CHECK constraint of the table or of a column's domain. */
    public record Check(String name, String expression, List<String> columns) {}

    /** A foreign key; {@code parent} is quoted for use in SQL. */
    public record ForeignKey(String name, List<String> columns, String parent, List<String> parentColumns) {}

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
                .filter(index -> index.columns.stream().allMatch(c -> column(c).notNull && !column(c).computed))
                .findFirst();
    }
}
