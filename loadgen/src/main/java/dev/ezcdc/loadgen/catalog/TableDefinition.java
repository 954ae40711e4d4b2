package dev.ezcdc.loadgen.catalog;

import dev.ezcdc.loadgen.TableName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table as the catalogue describes it. Immutable.
 *
 * @param unique the primary key first
 * @param referencedBy tables with foreign keys to this one, others than itself
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
     * @param hasDefault the server has a value for it if none is given
     * @param computed its value cannot be given (GENERATED ... STORED or VIRTUAL)
     * @param always an identity column that is GENERATED ALWAYS
     * @param sequence the one behind its default, as the server writes it
     */
    public record Column(
            String name,
            PgType type,
            boolean notNull,
            boolean hasDefault,
            boolean computed,
            boolean identityAlways,
            @Nullable String sequence) {

        /** A row without a value for it is refused. */
        public boolean isRequired() {
            return notNull && !hasDefault;
        }
    }

    /** A unique index over columns, without expression or predicate. */
    public record UniqueIndex(boolean primary, List<String> columns) {}

    /** A CHECK constraint, of the table or of a column's domain. */
    public record Check(String name, String expression, List<String> columns) {}

    /** A foreign key; {@code parent} is quoted, ready for SQL. */
    public record ForeignKey(String name, List<String> columns, String parent, List<String> parentColumns) {}

    /** @throws java.util.NoSuchElementException if there is no such column */
    public Column column(String columnName) {
        return findColumn(columnName).orElseThrow();
    }

    /** Empty if there is no such column. */
    public Optional<Column> findColumn(String columnName) {
        return columns.stream().filter(c -> c.name.equals(columnName)).findFirst();
    }

    /** What tells rows apart: the primary key, or a unique index without nulls. */
    public Optional<UniqueIndex> key() {
        return uniqueIndexes.stream()
                .filter(index -> index.columns.stream().allMatch(c -> column(c).notNull && !column(c).computed))
                .findFirst();
    }
}
