package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.WrittenChange;
import dev.ezcdc.loadgen.WrittenRow;
import dev.ezcdc.loadgen.rows.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The prepared statements of one table on one connection. Not thread-safe. */
final class TableStatements {

    private final boolean hasIdKey;
    private final boolean warmsUp;
    private final boolean returnsKey;
    private final int[] jdbcTypes;
    private final int[] keyJdbcTypes;
    private final int[] updatableIndexes;
    private final PreparedStatement insert;
    private final @Nullable PreparedStatement update;
    private final @Nullable PreparedStatement rekey;
    private final @Nullable PreparedStatement delete;

    TableStatements(Connection connection, TargetTable target) throws SQLException {
        this.hasIdKey = target.table().hasIdKey();
        this.jdbcTypes = target.jdbcTypes();
        this.keyJdbcTypes = target.keyJdbcTypes();
        this.updatableIndexes = target.updatableIndexes();
        this.warmsUp = target.ignoresEmptyStatements();
        this.returnsKey = target.canReturnKey();
        this.insert = connection.prepareStatement(returnsKey ? target.insertReturningSql() : target.insertSql());
        this.update = target.hasUpdates() ? connection.prepareStatement(target.updateSql()) : null;
        this.rekey = target.hasRekeys() ? connection.prepareStatement(target.rekeySql()) : null;
        this.delete = target.hasDeletes() ? connection.prepareStatement(target.deleteSql()) : null;
    }

    /** Returns true if inserts report the key of the stored row, with {@link #insertReturning}. */
    boolean returnsKey() {
        return returnsKey;
    }

    /**
     * Inserts a row.
     *
     * @return true if the row has the key that was sent; null if it was not stored
     */
    @Nullable
    Boolean insertReturning(WrittenChange change) throws SQLException {
        int next = hasIdKey ? bindId(insert, 1, change.newId()) : 1;
        bindKey(insert, bindRow(insert, next, change.after()), change);
        try (ResultSet row = insert.executeQuery()) {
            return row.next() ? row.getBoolean(1) : null;
        }
    }

    /** Returns the statement for a change with its parameters bound. */
    PreparedStatement bind(WrittenChange change) throws SQLException {
        return switch (change.operation()) {
            case INSERT -> {
                int next = hasIdKey ? bindId(insert, 1, change.newId()) : 1;
                bindRow(insert, next, change.after());
                yield insert;
            }
            case UPDATE -> change.isKeyChange() ? bindRekey(change) : bindUpdate(change);
            case DELETE -> {
                PreparedStatement statement = requirePresent(delete);
                bindKey(statement, 1, change);
                yield statement;
            }
        };
    }

    /**
     * Executes statements that change nothing, because no key equals null. The server has then planned them, and the JVM has
     * loaded the code, before the first row is due.
     */
    void warmUp(int times) throws SQLException {
        for (int i = 0; i < times && warmsUp; i++) {
            if (update != null) {
                for (int c = 0; c < updatableIndexes.length; c++) {
                    update.setNull(c + 1, jdbcTypes[updatableIndexes[c]]);
                }
                bindNullKey(update, updatableIndexes.length + 1);
                update.executeUpdate();
            }
            if (delete != null) {
                bindNullKey(delete, 1);
                delete.executeUpdate();
            }
        }
    }

    void clearBatches() throws SQLException {
        for (PreparedStatement statement : statements()) {
            statement.clearBatch();
        }
    }

    void close() throws SQLException {
        for (PreparedStatement statement : statements()) {
            statement.close();
        }
    }

    private List<PreparedStatement> statements() {
        List<PreparedStatement> statements = new ArrayList<>(List.of(insert));
        for (PreparedStatement statement : new @Nullable PreparedStatement[] {update, rekey, delete}) {
            if (statement != null) {
                statements.add(statement);
            }
        }
        return statements;
    }

    private PreparedStatement bindUpdate(WrittenChange change) throws SQLException {
        PreparedStatement statement = requirePresent(update);
        List<@Nullable Object> values = requireValues(change.after());
        for (int i = 0; i < updatableIndexes.length; i++) {
            bindValue(statement, i + 1, values.get(updatableIndexes[i]), jdbcTypes[updatableIndexes[i]]);
        }
        bindKey(statement, updatableIndexes.length + 1, change);
        return statement;
    }

    private PreparedStatement bindRekey(WrittenChange change) throws SQLException {
        PreparedStatement statement = requirePresent(rekey);
        int next = hasIdKey ? bindId(statement, 1, change.newId()) : 1;
        bindKey(statement, bindRow(statement, next, change.after()), change);
        return statement;
    }

    private void bindKey(PreparedStatement statement, int first, WrittenChange change) throws SQLException {
        if (hasIdKey) {
            bindId(statement, first, change.id());
            return;
        }
        List<@Nullable Object> key = change.key().values();
        for (int i = 0; i < keyJdbcTypes.length; i++) {
            bindValue(statement, first + i, key.get(i), keyJdbcTypes[i]);
        }
    }

    private void bindNullKey(PreparedStatement statement, int first) throws SQLException {
        for (int i = 0; i < keyJdbcTypes.length; i++) {
            statement.setNull(first + i, keyJdbcTypes[i]);
        }
    }

    private int bindRow(PreparedStatement statement, int first, @Nullable WrittenRow row) throws SQLException {
        List<@Nullable Object> values = requireValues(row);
        for (int i = 0; i < jdbcTypes.length; i++) {
            bindValue(statement, first + i, values.get(i), jdbcTypes[i]);
        }
        return first + jdbcTypes.length;
    }

    private static int bindId(PreparedStatement statement, int parameter, long id) throws SQLException {
        statement.setLong(parameter, id);
        return parameter + 1;
    }

    private static void bindValue(PreparedStatement statement, int parameter, @Nullable Object value, int type)
            throws SQLException {
        if (value == null) {
            statement.setNull(parameter, type);
        } else if (value instanceof String text && type == Types.VARCHAR) {
            statement.setString(parameter, text);
        } else {
            statement.setObject(parameter, value, type);
        }
    }

    private static List<@Nullable Object> requireValues(@Nullable WrittenRow row) {
        if (row == null) {
            throw new IllegalStateException("change has no values to write");
        }
        return row.values();
    }

    private static PreparedStatement requirePresent(@Nullable PreparedStatement statement) {
        if (statement == null) {
            throw new IllegalStateException("table does not support this change");
        }
        return statement;
    }
}
