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
 * @param filter finds the ids whose rows the server accepts; null if it accepts all
 */
record IdPlan(@Nullable String column, @Nullable String sequence, long firstId, CheckedIds.@Nullable Filter filter) {

    /** Counts ids from 1, for an empty table. */
    static final IdPlan FROM_ONE = new IdPlan(null, null, 1, null);

    /** @param key the key column with a different value in each row; null if there is none */
    static IdPlan forTable(Connection connection, TableDefinition table, @Nullable Column key) throws SQLException {
        if (key != null && key.sequence() != null) {
            return new IdPlan(
                    key.name(),
                    key.sequence(),
                    queryLong(connection, "SELECT last_value FROM " + key.sequence()),
                    null);
        }
        if (key != null && key.type().isInteger()) {
            return new IdPlan(key.name(), null, UniqueValues.findHighest(connection, table, key.name()) + 1, null);
        }
        // A 64-bit transaction ID is never reused. Its low 23 bits identify the run, and 36 bits are left for its rows.
        long run = queryLong(connection, "SELECT pg_current_xact_id()::text::bigint & 8388607");
        return new IdPlan(null, null, run << 36, null);
    }

    IdSource createSource(int stream, int streams) {
        IdSource source = sequence == null ? IdSource.ofCounter(firstId, stream, streams) : new SequenceIds(sequence);
        return filter == null ? source : new CheckedIds(source, filter);
    }

    IdPlan withFilter(CheckedIds.@Nullable Filter newFilter) {
        return new IdPlan(column, sequence, firstId, newFilter);
    }

    /** Returns the id as a value of the type. */
    ValueSource toValueSource(PgType type) {
        return switch (type.name()) {
            // The server reports a number that is too large.
            case "int2", "int4" -> Long::valueOf;
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
