package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.catalog.PgType;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.values.ValueSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a table's ids: the sequence of its key; for an integer key without a sequence, the numbers above the
 * highest key; otherwise numbers that no other run uses.
 *
 * @param column column whose value is the id; null if there is none
 * @param sequence sequence in the server's notation; null if ids are counted
 * @param firstId lowest id that can occur
 */
record IdPlan(@Nullable String column, @Nullable String sequence, long firstId) {

    /** Counts ids from 1, for an empty table. */
    static final IdPlan FROM_ONE = new IdPlan(null, null, 1);

    /** @param key the key column with a different value in each row; null if there is none */
    static IdPlan forTable(Connection connection, TableDefinition table, @Nullable Column key) throws SQLException {
        if (key != null && key.sequence() != null) {
            return new IdPlan(
                    key.name(), key.sequence(), queryLong(connection, "SELECT last_value FROM " + key.sequence()));
        }
        if (key != null && key.type().isInteger()) {
            return new IdPlan(key.name(), null, UniqueValues.findHighest(connection, table, key.name()) + 1);
        }
        // A 64-bit transaction ID is never reused. Its low 23 bits identify the run, and 36 bits are left for its rows.
        long run = queryLong(connection, "SELECT pg_current_xact_id()::text::bigint & 8388607");
        return new IdPlan(null, null, run << 36);
    }

    IdSource createSource(int stream, int streams) {
        return sequence == null ? IdSource.ofCounter(firstId, stream, streams) : new SequenceIds(sequence);
    }

    /** Returns the id as a value of the type. */
    ValueSource toValueSource(PgType type) {
        return switch (type.name()) {
            case "int2", "int4" -> Math::toIntExact;
            case "int8" -> Long::valueOf;
            default -> BigDecimal::valueOf;
        };
    }

    private static long queryLong(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
