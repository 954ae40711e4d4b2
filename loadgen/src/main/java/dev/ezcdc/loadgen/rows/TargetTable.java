package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.TableName;
import dev.ezcdc.loadgen.WrittenTable;
import dev.ezcdc.loadgen.catalog.Catalog;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.catalog.TableDefinition.UniqueIndex;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table that exists and can be written to, and the SQL for it. The parameters of a statement are, in this order and where
 * it has them: the new id if {@link WrittenTable#hasIdKey()}, the values of the row or those that an update changes, and
 * the current key. Immutable.
 */
public final class TargetTable {

    private final WrittenTable table;
    private final TableDefinition definition;
    private final RowPlan plan;
    private final OperationMix mix;
    private final String quotedName;

    private TargetTable(WrittenTable table, TableDefinition definition, RowPlan plan, OperationMix mix) {
        this.mix = mix;
        this.table = table;
        this.definition = definition;
        this.plan = plan;
        this.quotedName = definition.name().toQuotedSql();
    }

    /**
     * Reads the definition of a table and plans how to fill it: with customers if it has their columns, otherwise with
     * values that fit each column.
     *
     * @param connection used only during the call
     * @param index index among the tables of the options, from 0
     * @throws LoadException if the table does not exist or does not support the options, with the reason
     */
    public static TargetTable find(Connection connection, int index, LoadOptions options) throws SQLException {
        TableName tableName = TableName.parse(options.tables().get(index));
        TableDefinition definition = new Catalog(connection)
                .find(tableName)
                .orElseThrow(() -> new LoadException("Table " + tableName + " does not exist in this database."
                        + "\nChoose another with --table, or create it:\n" + CustomerRows.createSql(tableName)));
        WritePrivileges.require(connection, definition.name(), options);
        RowPlan plan = CustomerRows.matches(definition)
                ? CustomerRows.createPlan(connection, definition, options.seed())
                : new RowPlanner(connection, definition, options.seed(), options.skew()).plan();
        List<String> key = definition.key().map(UniqueIndex::columns).orElse(List.of());
        if (CustomerRows.matches(definition)) {
            key = List.of(CustomerRows.ID);
        }
        WrittenTable written = new WrittenTable(index, tableName.schema(), tableName.table(), key, plan.hasIdKey());
        TargetTable target = new TargetTable(written, definition, plan, options.mix());
        target.requireSupported(options);
        return target;
    }

    private void requireSupported(LoadOptions options) {
        if (plan.writtenColumns().isEmpty() && !plan.hasIdKey()) {
            throw new LoadException(
                    "Table " + table + " has no column that an insert can set.\nChoose another table with --table.");
        }
        if (table.keyColumns().isEmpty() && mix.update() + mix.delete() + mix.rekey() > 0) {
            throw new LoadException("Table " + table + " has no key, so its rows cannot be updated or deleted."
                    + "\nGive it a primary key, or only insert, with --mix insert=1.");
        }
        if (plan.updatableColumns().isEmpty() && mix.update() > 0) {
            throw new LoadException("Table " + table + " has no column that an update can change."
                    + "\nLeave updates out, as in --mix insert=80,delete=20.");
        }
        boolean hasIdentityAlwaysKey = table.keyColumns().stream()
                .anyMatch(key -> definition.column(key).identityAlways());
        if (hasIdentityAlwaysKey && mix.rekey() > 0) {
            throw new LoadException("The key of " + table + " is GENERATED ALWAYS and cannot be changed."
                    + "\nLeave rekey out of --mix.");
        }
        if (options.truncateEveryRows() > 0 && !definition.referencingTables().isEmpty()) {
            throw new LoadException("Table " + table + " cannot be truncated: it is referenced by "
                    + String.join(", ", definition.referencingTables()) + ".\nLeave out --truncate-every.");
        }
    }

    /** Returns the table as reported to listeners. */
    public WrittenTable table() {
        return table;
    }

    /** Returns true if the server stores every accepted row as it was sent: no trigger, rule or view alters it. */
    public boolean storesRowsAsSent() {
        return definition.behavior().storesRowsAsSent();
    }

    /** Returns true if COPY can insert the rows; PostgreSQL refuses it for tables with row security. */
    public boolean acceptsCopy() {
        return storesRowsAsSent() && !definition.behavior().hasRowSecurity();
    }

    /** Returns true if statements that change no row have no effect, because there are no triggers or rules. */
    public boolean ignoresEmptyStatements() {
        return storesRowsAsSent() && !definition.behavior().hasTriggers();
    }

    /** Returns true if an INSERT should report the key, because a trigger can change it. */
    public boolean canReturnKey() {
        return definition.behavior().triggersRows()
                && !definition.behavior().hasRules()
                && !table.keyColumns().isEmpty();
    }

    /** Returns true if the run updates rows without changing their key. */
    public boolean hasUpdates() {
        return mix.update() > 0 && !table.keyColumns().isEmpty() && updatableIndexes().length > 0;
    }

    /** Returns true if the run changes keys. */
    public boolean hasRekeys() {
        return mix.rekey() > 0 && !table.keyColumns().isEmpty();
    }

    /** Returns true if the run deletes rows. */
    public boolean hasDeletes() {
        return mix.delete() > 0 && !table.keyColumns().isEmpty();
    }

    RowSource rowSource() {
        return plan.rows();
    }

    IdPlan idPlan() {
        return plan.idPlan();
    }

    /** Returns the JDBC types ({@link Types}) of the written columns, in row order. */
    public int[] jdbcTypes() {
        return toJdbcTypes(writtenColumns());
    }

    /** Returns the JDBC types of the key columns. */
    public int[] keyJdbcTypes() {
        return table.hasIdKey()
                ? new int[] {Types.BIGINT}
                : toJdbcTypes(
                        table.keyColumns().stream().map(definition::column).toList());
    }

    private static int[] toJdbcTypes(List<Column> columns) {
        return columns.stream().mapToInt(c -> c.type().jdbcType()).toArray();
    }

    private List<Column> writtenColumns() {
        return plan.writtenColumns();
    }

    /** Returns the row indexes of the columns that an update sets. */
    public int[] updatableIndexes() {
        return IntStream.range(0, writtenColumns().size())
                .filter(i ->
                        plan.updatableColumns().contains(writtenColumns().get(i).name()))
                .toArray();
    }

    /** Returns an INSERT; the id is the first column if it is the key. */
    public String insertSql() {
        List<String> columns = insertedColumns();
        return "INSERT INTO " + quotedName + " (" + String.join(", ", columns) + ")"
                + (overridesIdentity() ? " OVERRIDING SYSTEM VALUE" : "") + " VALUES (?"
                + ", ?".repeat(columns.size() - 1)
                + ")";
    }

    /**
     * Returns an INSERT that reports whether the stored row has the key of a second list of parameters; no row if nothing
     * was stored.
     */
    public String insertReturningSql() {
        return insertSql() + " RETURNING " + keyComparison();
    }

    /** Returns a COPY of the same columns from standard input. */
    public String copySql() {
        return "COPY " + quotedName + " (" + String.join(", ", insertedColumns()) + ") FROM STDIN";
    }

    /** Returns an UPDATE by key of the columns in {@link #updatableIndexes()}. */
    public String updateSql() {
        return "UPDATE " + quotedName + " SET "
                + assignments(plan.updatableColumns().stream().toList()) + keyCondition();
    }

    /** Returns an UPDATE by key of all written columns, including the key. */
    public String rekeySql() {
        return "UPDATE " + quotedName + " SET "
                + insertedColumns().stream().map(c -> c + " = ?").collect(Collectors.joining(", ")) + keyCondition();
    }

    /** Returns a DELETE by key. */
    public String deleteSql() {
        return "DELETE FROM " + quotedName + keyCondition();
    }

    /** Returns a TRUNCATE, without parameters. */
    public String truncateSql() {
        return "TRUNCATE " + quotedName;
    }

    /** Returns a query by key. Its only column is true if the row has the given values. */
    public String matchesRowSql() {
        String comparisons = writtenColumns().stream()
                .map(c -> " AND " + TableName.quote(c.name()) + "::text IS NOT DISTINCT FROM ?::text::"
                        + c.type().sqlName() + "::text")
                .collect(Collectors.joining());
        return "SELECT true" + comparisons + " FROM " + quotedName + keyCondition();
    }

    /** Returns a query, without parameters. Its only column is true if the table is empty. */
    public String isEmptySql() {
        return "SELECT NOT EXISTS (SELECT FROM " + quotedName + ")";
    }

    private List<String> insertedColumns() {
        List<String> columns =
                writtenColumns().stream().map(c -> TableName.quote(c.name())).collect(Collectors.toList());
        if (plan.hasIdKey()) {
            columns.add(0, TableName.quote(table.keyColumns().get(0)));
        }
        return columns;
    }

    private boolean overridesIdentity() {
        return definition.columns().stream()
                .anyMatch(c -> c.identityAlways()
                        && (writtenColumns().contains(c) || table.keyColumns().contains(c.name())));
    }

    private String assignments(List<String> columns) {
        return writtenColumns().stream()
                .filter(c -> columns.contains(c.name()))
                .map(c -> TableName.quote(c.name()) + " = ?")
                .collect(Collectors.joining(", "));
    }

    private String keyCondition() {
        return " WHERE " + keyComparison();
    }

    private String keyComparison() {
        return table.keyColumns().stream().map(c -> TableName.quote(c) + " = ?").collect(Collectors.joining(" AND "));
    }
}
