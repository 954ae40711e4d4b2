package dev.ezcdc.e2e.pipeline;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.Truncate;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table rebuilt from its events, for comparison with the table in PostgreSQL. */
final class TableReplica {

    private final Map<Long, List<@Nullable Object>> rows = new TreeMap<>();

    /** Applies a record. Records that change no row are skipped. */
    void apply(ConsumedRecord received) {
        if (received.record() instanceof Create create) {
            put(create.key(), create.after());
        } else if (received.record() instanceof Read read) {
            put(read.key(), read.after());
        } else if (received.record() instanceof Update update) {
            put(update.key(), update.after());
        } else if (received.record() instanceof Delete delete) {
            rows.remove(id(delete.key()));
        } else if (received.record() instanceof Truncate) {
            rows.clear();
        }
    }

    Map<Long, List<@Nullable Object>> rows() {
        return rows;
    }

    /** Reads the table in PostgreSQL into the same form. */
    static Map<Long, List<@Nullable Object>> readTable(Connection connection, String table) throws SQLException {
        Map<Long, List<@Nullable Object>> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select * from " + table)) {
            while (result.next()) {
                List<@Nullable Object> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(result.getObject(i));
                }
                rows.put(result.getLong("id"), values);
            }
        }
        return rows;
    }

    private void put(@Nullable Row key, Row row) {
        rows.put(id(key), new ArrayList<>(row.asMap().values()));
    }

    private static long id(@Nullable Row key) {
        return ((Number) Objects.requireNonNull(Objects.requireNonNull(key).get("id"))).longValue();
    }
}
