package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.catalog.PgType;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import dev.ezcdc.loadgen.values.ValueSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Where a table's ids come from: its own sequence; or, for whole numbers without one, those above the highest; or else
 * numbers that no other run has.
 *
 * @param column the column that has the id as its value; null if none has
 * @param sequence as the server writes it; null if ids are counted
 * @param first the lowest id that will come
 */
record IdPlan(@Nullable String column, @Nullable String sequence, long first) {

    /** For a table that nobody has written to. */
    static final IdPlan COUNTED = new IdPlan(null, null, 1);

    /** @param key the key's column that is another in each row; null for a table without a key */
    static IdPlan of(Connection connection, TableDefinition table, @Nullable Column key) throws SQLException {
        if (key != null && key.sequence() != null) {
            return new IdPlan(
                    key.name(), key.sequence(), number(connection, "SELECT last_value FROM " + key.sequence()));
        }
        if (key != null && key.type().isWholeNumber()) {
            return new IdPlan(key.name(), null, UniqueValues.highest(connection, table, key.name()) + 1);
        }
        // A transaction's number is never given twice; 36 bits are left for the rows.
        long run = number(connection, "SELECT pg_current_xact_id()::text::bigint & 8388607");
        return new IdPlan(null, null, run << 36);
    }

    IdSource lane(int lane, int lanes) {
        return sequence == null ? IdSource.counted(first, lane, lanes) : new SequenceIds(sequence);
    }

    /** The id as a value of that type. */
    ValueSource values(PgType type) {
        return switch (type.name()) {
            case "int2", "int4" -> Math::toIntExact;
            case "int8" -> Long::valueOf;
            default -> BigDecimal::valueOf;
        };
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
