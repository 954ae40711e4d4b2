package dev.ezcdc.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.LoadOperation;
import dev.ezcdc.loadgen.TableName;
import dev.ezcdc.loadgen.Timing;
import dev.ezcdc.loadgen.Transaction;
import dev.ezcdc.loadgen.WrittenChange;
import dev.ezcdc.loadgen.WrittenRow;
import dev.ezcdc.loadgen.WrittenTable;
import dev.ezcdc.loadgen.catalog.Catalog;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows that the tables must contain according to the callbacks, for comparison with the server. */
final class ExpectedTables implements LoadListener {

    private final Map<WrittenTable, Map<WrittenRow, WrittenRow>> tables = new HashMap<>();
    final List<Transaction> transactions = new ArrayList<>();
    final List<Transaction> rolledBack = new ArrayList<>();
    final List<WrittenChange> changes = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    int truncates;

    @Override
    public synchronized void onCommitted(Transaction transaction, Timing timing) {
        transactions.add(transaction);
        LoadListener.super.onCommitted(transaction, timing);
    }

    @Override
    public synchronized void onCommitted(WrittenChange change, Timing timing) {
        changes.add(change);
        if (change.table().keyColumns().isEmpty()) {
            return;
        }
        Map<WrittenRow, WrittenRow> rows = tables.computeIfAbsent(change.table(), table -> new HashMap<>());
        if (change.operation() != LoadOperation.INSERT) {
            assertThat(rows.remove(change.key())).isEqualTo(change.before());
        }
        if (change.after() != null) {
            assertThat(rows.put(change.newKey(), change.after())).isNull();
        }
    }

    @Override
    public synchronized void onRolledBack(Transaction transaction, Timing timing) {
        rolledBack.add(transaction);
    }

    @Override
    public synchronized void onTruncated(WrittenTable table, Timing timing) {
        truncates++;
        tables.remove(table);
    }

    @Override
    public synchronized void onFailed(WrittenChange change, Timing timing, SQLException cause) {
        problems.add("failed: " + change + ": " + cause.getMessage());
    }

    @Override
    public synchronized void onMissed(WrittenChange change, Timing timing) {
        problems.add("missed: " + change);
    }

    @Override
    public synchronized void onInDoubt(WrittenChange change, Timing timing, SQLException cause) {
        problems.add("in doubt: " + change);
    }

    /** Asserts that the tables contain exactly the expected rows. */
    void assertEqualTo(TestDatabase database, List<WrittenTable> written) throws SQLException {
        assertThat(problems).isEmpty();
        for (WrittenTable table : written) {
            if (table.keyColumns().isEmpty()) {
                long inserted = changes.stream()
                        .filter(change -> change.table().equals(table))
                        .count();
                assertThat(database.count(quote(table))).isEqualTo(inserted);
                continue;
            }
            Map<WrittenRow, WrittenRow> rows = tables.getOrDefault(table, Map.of());
            assertThat(database.count(quote(table))).isEqualTo(rows.size());
            try (Connection connection = database.connect()) {
                TableDefinition definition = new Catalog(connection)
                        .find(new TableName(table.schema(), table.name()))
                        .orElseThrow();
                for (Map.Entry<WrittenRow, WrittenRow> row : rows.entrySet()) {
                    assertThat(rowExists(connection, definition, row.getKey(), row.getValue()))
                            .as("%s %s", table, row)
                            .isTrue();
                }
            }
        }
    }

    private static boolean rowExists(Connection connection, TableDefinition definition, WrittenRow key, WrittenRow row)
            throws SQLException {
        Map<String, @Nullable Object> values = new HashMap<>(row.toMap());
        values.putAll(key.toMap());
        List<String> columns = List.copyOf(values.keySet());
        String where = columns.stream()
                .map(c -> TableName.quote(c) + "::text IS NOT DISTINCT FROM ?::text::"
                        + definition.column(c).type().sqlName() + "::text")
                .collect(Collectors.joining(" AND "));
        String sql = "SELECT EXISTS (SELECT FROM " + definition.name().toQuotedSql() + " WHERE " + where + ")";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                Object value = values.get(columns.get(i));
                query.setString(i + 1, value == null ? null : value.toString());
            }
            try (ResultSet found = query.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    private static String quote(WrittenTable table) {
        return new TableName(table.schema(), table.name()).toQuotedSql();
    }
}
