package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.TableName;
import dev.ezcdc.loadgen.catalog.PgType;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import dev.ezcdc.loadgen.catalog.TableDefinition.Check;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.checks.UniqueCandidates;
import dev.ezcdc.loadgen.values.Hashes;
import dev.ezcdc.loadgen.values.ValueSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
                    case "uuid", "bytea", "timestamp", "timestamptz", "date" -> true;
                    case "varchar", "text", "bpchar", "citext", "name" -> type.maxLength() >= 2;
                    default -> false;
                };
    }

    /**
     * Returns sources of unique values for a column, the best one first. The values of the others may exist already, but
     * they may pass checks that those of the first do not pass.
     *
     * @param firstId lowest id that can occur
     * @param checks checks of the column
     */
    static List<ValueSource> forColumn(
            Connection connection, TableDefinition table, Column column, long firstId, List<Check> checks)
            throws SQLException {
        PgType type = column.type();
        if (type.isText()) {
            return forText(column, firstId, checks);
        }
        return switch (type.name()) {
            case "uuid" -> List.of(id -> Hashes.uuid(id).toString());
            case "bytea" -> List.of(id -> String.format(Locale.ROOT, "\\x%016x", id));
            case "timestamp", "timestamptz", "date" -> forTime(connection, table, column, firstId, checks);
            default -> forNumber(connection, table, column, firstId, checks);
        };
    }

    private static List<ValueSource> forNumber(
            Connection connection, TableDefinition table, Column column, long firstId, List<Check> checks)
            throws SQLException {
        List<Long> starts = new ArrayList<>(List.of(findHighest(connection, table, column.name()) + 1, 1L));
        starts.addAll(UniqueCandidates.readIntegers(checks));
        List<ValueSource> sources = new ArrayList<>();
        for (long start : starts) {
            long offset = start - firstId;
            // The server reports a number that is too large.
            sources.add(
                    column.type().name().equals("numeric") ? id -> BigDecimal.valueOf(id + offset) : id -> id + offset);
        }
        return sources;
    }

    private static List<ValueSource> forTime(
            Connection connection, TableDefinition table, Column column, long firstId, List<Check> checks)
            throws SQLException {
        PgType type = column.type();
        boolean days = type.name().equals("date");
        // A timestamp without fractional digits would be rounded to the same second.
        ChronoUnit unit = days
                ? ChronoUnit.DAYS
                : type.modifier() < 0 || type.modifier() > 5 ? ChronoUnit.MICROS : ChronoUnit.SECONDS;
        List<ValueSource> sources = new ArrayList<>();
        if (unit == ChronoUnit.MICROS) {
            String zone = type.name().equals("timestamptz") ? "+00" : "";
            sources.add(id ->
                    EPOCH.plus(id % (1L << 50), ChronoUnit.MICROS).toString().replace('T', ' ') + zone);
        }
        String highest = query(
                connection,
                "SELECT (max(" + TableName.quote(column.name()) + ")" + (days ? "" : "::timestamptz AT TIME ZONE 'UTC'")
                        + ")::date::text FROM " + table.name().toQuotedSql());
        List<Instant> starts = new ArrayList<>();
        if (highest != null && highest.matches("\\d{4}-\\d\\d-\\d\\d")) {
            starts.add(Instant.parse(highest + "T00:00:00Z").plus(1, ChronoUnit.DAYS));
        }
        starts.addAll(UniqueCandidates.readTimes(checks));
        starts.add(Instant.parse("2000-01-01T00:00:00Z"));
        for (Instant start : starts) {
            sources.add(id -> UniqueCandidates.formatTime(start.plus(Math.max(0, id - firstId), unit), type));
        }
        return sources;
    }

    private static List<ValueSource> forText(Column column, long firstId, List<Check> checks) {
        int maxLength = column.type().maxLength();
        // Four more digits in base 36 leave room for about 1.7 million times as many ids.
        int needed = Long.toString(firstId, 36).length() + (firstId > Integer.MAX_VALUE ? 0 : 4);
        List<ValueSource> sources = new ArrayList<>();
        if (column.name().toLowerCase(Locale.ROOT).contains("mail") && maxLength >= needed + 13) {
            sources.add(id -> "u" + Long.toString(id, 36) + "@example.com");
        }
        if (maxLength >= needed) {
            String prefix = maxLength >= needed + column.name().length() + 1 ? column.name() + "-" : "";
            sources.add(id -> prefix + Long.toString(id, 36));
        }
        if (maxLength >= needed + 13) {
            sources.add(id -> "u" + Long.toString(id, 36) + "@example.com");
        }
        sources.addAll(UniqueCandidates.texts(checks, maxLength, firstId));
        return sources;
    }

    /**
     * Returns ranges that do not overlap: one hour, day or number for each id, above all existing ranges.
     *
     * @return empty if the type is not a range of numbers or times
     */
    static List<ValueSource> forRanges(
            Connection connection, TableDefinition table, Column column, List<Check> checks, long firstId)
            throws SQLException {
        PgType type = column.type();
        PgType bound = type.element();
        if (bound == null || (type.kind() != 'r' && type.kind() != 'm')) {
            return List.of();
        }
        String open = type.kind() == 'm' ? "{[" : "[";
        String close = type.kind() == 'm' ? ")}" : ")";
        String name = TableName.quote(column.name());
        if (bound.isInteger() || bound.name().equals("numeric")) {
            String highest = query(
                    connection,
                    "SELECT ceil(max(upper(" + name + ")))::bigint::text FROM "
                            + table.name().toQuotedSql());
            long start = highest == null ? 1 : Long.parseLong(highest);
            return List.of(id -> open + (start + id - firstId) + "," + (start + id - firstId + 1) + close);
        }
        ChronoUnit unit = bound.name().equals("date") ? ChronoUnit.DAYS : ChronoUnit.HOURS;
        String highest = query(
                connection,
                "SELECT max(upper(" + name + "))::date::text FROM "
                        + table.name().toQuotedSql());
        List<Instant> starts = new ArrayList<>();
        if (highest != null && highest.matches("\\d{4}-\\d\\d-\\d\\d")) {
            starts.add(Instant.parse(highest + "T00:00:00Z").plus(2, ChronoUnit.DAYS));
        }
        starts.add(Instant.parse("2020-01-01T00:00:00Z"));
        starts.addAll(UniqueCandidates.readTimes(checks));
        List<ValueSource> sources = new ArrayList<>();
        for (Instant start : starts) {
            sources.add(id -> {
                Instant from = start.plus(id - firstId, unit);
                return open + UniqueCandidates.formatTime(from, bound) + ","
                        + UniqueCandidates.formatTime(from.plus(1, unit), bound) + close;
            });
        }
        return sources;
    }

    /** Queries the highest number in a column; 0 if the table is empty. */
    static long findHighest(Connection connection, TableDefinition table, String column) throws SQLException {
        String highest = query(
                connection,
                "SELECT ceil(max(" + TableName.quote(column) + "))::bigint::text FROM "
                        + table.name().toQuotedSql());
        return highest == null ? 0 : Long.parseLong(highest);
    }

    private static @Nullable String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
