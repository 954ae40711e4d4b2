package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.TableName;
import dev.ezcdc.loadgen.catalog.PgType;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import dev.ezcdc.loadgen.values.Hashes;
import dev.ezcdc.loadgen.values.ValueSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values that no other row has, derived from the id of a row. */
final class UniqueValues {

    private static final LocalDateTime EPOCH = LocalDateTime.of(2000, 1, 1, 0, 0);

    private UniqueValues() {}

    /** Returns true if the type has enough distinct values. */
    static boolean supports(PgType type) {
        return type.isInteger()
                || switch (type.name()) {
                    case "numeric" -> type.modifier() < 4;
                    case "uuid", "bytea", "timestamp", "timestamptz" -> true;
                    case "varchar", "text", "bpchar", "citext", "name" -> type.maxLength() >= 6;
                    default -> false;
                };
    }

    /**
     * Returns unique values for a column.
     *
     * @param firstId lowest id that can occur
     * @throws LoadException if the column is too short for unique values
     */
    static ValueSource forColumn(
            Connection connection, TableDefinition table, TableDefinition.Column column, long firstId)
            throws SQLException {
        PgType type = column.type();
        if (type.isText()) {
            return forText(table, column, firstId);
        }
        return switch (type.name()) {
            case "uuid" -> id -> Hashes.uuid(id).toString();
            case "bytea" -> id -> String.format(Locale.ROOT, "\\x%016x", id);
            case "timestamp", "timestamptz" -> {
                String zone = type.name().equals("timestamptz") ? "+00" : "";
                yield id -> EPOCH.plus(id % (1L << 50), ChronoUnit.MICROS)
                                .toString()
                                .replace('T', ' ')
                        + zone;
            }
            default -> {
                long offset = findHighest(connection, table, column.name()) + 1 - firstId;
                yield switch (type.name()) {
                    case "int2", "int4" -> id -> Math.toIntExact(id + offset);
                    case "numeric" -> id -> BigDecimal.valueOf(id + offset);
                    default -> id -> id + offset;
                };
            }
        };
    }

    /** Queries the highest number in a column; 0 if the table is empty. */
    static long findHighest(Connection connection, TableDefinition table, String column) throws SQLException {
        String sql = "SELECT coalesce(ceil(max(" + TableName.quote(column) + ")), 0)::bigint FROM "
                + table.name().toQuotedSql();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static ValueSource forText(TableDefinition table, TableDefinition.Column column, long firstId) {
        int maxLength = column.type().maxLength();
        // Four more digits in base 36 leave room for about 1.7 million times as many ids.
        int needed = Long.toString(firstId, 36).length() + (firstId > Integer.MAX_VALUE ? 0 : 4);
        if (maxLength < Math.min(needed, 6)) {
            throw new LoadException("Column " + column.name() + " of " + table.name() + " must be unique, but its "
                    + maxLength + " characters are too few for unique values.\nChoose another table with --table.");
        }
        if (column.name().toLowerCase(Locale.ROOT).contains("mail") && maxLength >= needed + 13) {
            return id -> "u" + Long.toString(id, 36) + "@example.com";
        }
        @Nullable String prefix = maxLength >= needed + column.name().length() + 1 ? column.name() + "-" : "";
        return id -> prefix + Long.toString(id, 36);
    }
}
