package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.TableName;
import dev.ezcdc.loadgen.WrittenTable;
import dev.ezcdc.loadgen.catalog.Catalog;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table that is there and can be written to, and the SQL for it. The parameters of a statement are, as far as
 * it has them: the new id if {@link WrittenTable#idIsKey()}, the row's values or those that change, the key that the row
 * has. Immutable.
 */
public final class TargetTable {

    private final WrittenTable table;
    private final TableDefinition definition;
    private final RowPlan plan;
    private final String name;

    private TargetTable(WrittenTable table, TableDefinition definition, RowPlan plan) {
        this.table = table;
        this.definition = definition;
        this.plan = plan;
        this.name = definition.name().quoted();
    }

    /**
     * Looks a table up and decides how it is filled: customers where it has their columns, whatever fits otherwise.
     *
     * @param connection the caller's, used only meanwhile
     * @param number its place among the options' tables, from 0
     * @throws LoadException if it is missing or cannot be written to in the way that is wished for, with the reason
     */
    public static TargetTable find(Connection connection, int number, LoadOptions options) throws SQLException {
        TableName tableName = TableName.parse(options.tables().get(number));
        TableDefinition definition = new Catalog(connection)
                .find(tableName)
                .orElseThrow(() -> new LoadException("There is no table " + tableName + " in this database."
                        + "\nName another with --table, or create it:\n" + Customers.createSql(tableName)));
        RowPlan plan = Customers.fit(definition)
                ? Customers.plan(connection, definition, options.seed())
                : new RowPlanner(connection, definition, options.seed(), options.skew()).plan();
        List<String> key = definition.key().map(k -> k.columns()).orElse(List.of());
        if (Customers.fit(definition)) {
            key = List.of(Customers.ID);
        }
        WrittenTable written = new WrittenTable(number, tableName.schema(), tableName.table(), key, plan.idIsKey());
        TargetTable target = new TargetTable(written, definition, plan);
        target.requirePossible(options);
        return target;
    }

    private void requirePossible(LoadOptions options) {
        OperationMix mix = options.mix();
        if (plan.written().isEmpty() && !plan.idIsKey()) {
            throw new LoadException("The table " + table + " has no column that could be given a value.");
        }
        if (table.keyColumns().isEmpty() && mix.update() + mix.delete() + mix.rekey() > 0) {
            throw new LoadException("The table " + table + " has no key, so its rows cannot be told apart."
                    + "\nGive it a primary key, or only insert, with --mix insert=1.");
        }
        if (plan.changing().isEmpty() && mix.update() > 0) {
            throw new LoadException("The table " + table + " has no column that an update could change."
                    + "\nLeave updates out, as with --mix insert=80,delete=20.");
        }
        boolean always = table.keyColumns().stream()
                .anyMatch(key -> definition.column(key).always());
        if (always && mix.rekey() > 0) {
            throw new LoadException("The key of " + table + " is GENERATED ALWAYS and cannot be changed."
                    + "\nLeave rekey out of --mix.");
        }
        if (options.truncateEvery() > 0 && !definition.referencedBy().isEmpty()) {
            throw new LoadException("The table " + table + " cannot be truncated: "
                    + String.join(", ", definition.referencedBy()) + " refers to it."
                    + "\nLeave out --truncate-every.");
        }
    }

    /** The table as listeners are told of it. */
    public WrittenTable table() {
        return table;
    }

    RowSource rows() {
        return plan.rows();
    }

    IdPlan ids() {
        return plan.ids();
    }

    /** Of the columns that are written, in a row's order, what JDBC is told that their values are ({@link Types}). */
    public int[] types() {
        return types(written());
    }

    /** The same of the key's columns. */
    public int[] keyTypes() {
        return table.idIsKey()
                ? new int[] {Types.BIGINT}
                : types(table.keyColumns().stream().map(definition::column).toList());
    }

    private static int[] types(List<Column> columns) {
        return columns.stream().mapToInt(c -> c.type().sqlType()).toArray();
    }

    /** The id is not among them if it is the key. */
    private List<Column> written() {
        return plan.written();
    }

    /** The places in a row of what an update sets. */
    public int[] changing() {
        return IntStream.range(0, written().size())
                .filter(i -> plan.changing().contains(written().get(i).name()))
                .toArray();
    }

    /** A new row, the id first if it is the key. */
    public String insertSql() {
        List<String> columns = insertedColumns();
        return "INSERT INTO " + name + " (" + String.join(", ", columns) + ")"
                + (writesAlways() ? " OVERRIDING SYSTEM VALUE" : "") + " VALUES (?" + ", ?".repeat(columns.size() - 1)
                + ")";
    }

    /** COPY of the same columns from standard input. */
    public String copySql() {
        return "COPY " + name + " (" + String.join(", ", insertedColumns()) + ") FROM STDIN";
    }

    /** Sets {@link #changing()} where the key is. */
    public String updateSql() {
        return "UPDATE " + name + " SET " + sets(plan.changing().stream().toList()) + where();
    }

    /** Sets the key too, and whatever else follows from the id. */
    public String rekeySql() {
        return "UPDATE " + name + " SET "
                + insertedColumns().stream().map(c -> c + " = ?").collect(Collectors.joining(", ")) + where();
    }

    /** Deletes the row with this key. */
    public String deleteSql() {
        return "DELETE FROM " + name + where();
    }

    /** Empties the table; without parameters. */
    public String truncateSql() {
        return "TRUNCATE " + name;
    }

    /** Whether the row with this key is there, and has these values. */
    public String imageSql() {
        String same = written().stream()
                .map(c -> " AND " + TableName.quote(c.name()) + "::text IS NOT DISTINCT FROM ?::text::"
                        + c.type().formatted() + "::text")
                .collect(Collectors.joining());
        return "SELECT true" + same + " FROM " + name + where();
    }

    /** Whether the table has no row; without parameters. */
    public String emptySql() {
        return "SELECT NOT EXISTS (SELECT FROM " + name + ")";
    }

    private List<String> insertedColumns() {
        List<String> columns =
                written().stream().map(c -> TableName.quote(c.name())).collect(Collectors.toList());
        if (plan.idIsKey()) {
            columns.add(0, TableName.quote(table.keyColumns().get(0)));
        }
        return columns;
    }

    private boolean writesAlways() {
        return definition.columns().stream()
                .anyMatch(c -> c.always()
                        && (written().contains(c) || table.keyColumns().contains(c.name())));
    }

    private String sets(List<String> columns) {
        return written().stream()
                .filter(c -> columns.contains(c.name()))
                .map(c -> TableName.quote(c.name()) + " = ?")
                .collect(Collectors.joining(", "));
    }

    private String where() {
        return table.keyColumns().stream()
                .map(c -> TableName.quote(c) + " = ?")
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }
}
