package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.SqlErrors;
import dev.ezcdc.loadgen.TableName;
import dev.ezcdc.loadgen.catalog.PgType;
import dev.ezcdc.loadgen.catalog.TableDefinition.Check;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.values.ValueSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds values that satisfy CHECK constraints. Constraints are not parsed. Instead, candidates are generated, some of them
 * from the numbers and strings in the constraint, and the server evaluates the constraint for each of them.
 */
final class CheckedValues {

    private static final int CANDIDATES = 2_000;
    private static final int MAX_TUPLES = 500;
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d{1,9}(\\.\\d{1,4})?");
    private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'");

    private final Connection connection;
    private final long seed;

    CheckedValues(Connection connection, long seed) {
        this.connection = connection;
        this.seed = seed;
    }

    /**
     * Returns tuples that pass all checks.
     *
     * @param sources values that fit the types of the columns, one source for each column
     * @return empty if none was found; null if the server cannot evaluate the checks outside of the table
     */
    @Nullable
    List<@Nullable Object[]> findTuples(List<Column> columns, List<ValueSource> sources, List<Check> checks)
            throws SQLException {
        List<List<Object>> derivedByColumn = new ArrayList<>();
        for (Column column : columns) {
            derivedByColumn.add(deriveCandidates(column.type(), checks));
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<@Nullable Object[]> candidates = new ArrayList<>(CANDIDATES);
        for (int i = 0; i < CANDIDATES; i++) {
            @Nullable Object[] tuple = new @Nullable Object[columns.size()];
            for (int c = 0; c < tuple.length; c++) {
                List<Object> derived = derivedByColumn.get(c);
                boolean fromSource = derived.isEmpty() || random.nextInt(2) == 0;
                tuple[c] = fromSource
                        ? sources.get(c).value(random.nextLong())
                        : derived.get(random.nextInt(derived.size()));
            }
            candidates.add(tuple);
        }
        return filterPassing(columns, checks, candidates);
    }

    /** Returns true if all of the values pass, or if the server cannot evaluate the checks outside of the table. */
    boolean allPass(Column column, List<Object> values, List<Check> checks) throws SQLException {
        List<@Nullable Object[]> tuples = new ArrayList<>();
        values.forEach(value -> tuples.add(new @Nullable Object[] {value}));
        List<@Nullable Object[]> passing = filterPassing(List.of(column), checks, tuples);
        return passing == null || passing.size() == tuples.size();
    }

    private @Nullable List<@Nullable Object[]> filterPassing(
            List<Column> columns, List<Check> checks, List<@Nullable Object[]> candidates) throws SQLException {
        StringBuilder arrays = new StringBuilder();
        StringBuilder casts = new StringBuilder();
        for (int c = 0; c < columns.size(); c++) {
            arrays.append("?::text[], ");
            casts.append("v" + c + "::" + columns.get(c).type().sqlName() + " AS "
                    + TableName.quote(columns.get(c).name()) + ", ");
        }
        String where = checks.stream()
                .map(check -> "(" + check.expression() + ") IS NOT FALSE")
                .collect(Collectors.joining(" AND "));
        String names = IntStream.range(0, columns.size()).mapToObj(c -> "v" + c).collect(Collectors.joining(", "));
        String sql = "SELECT ezcdc_n FROM (SELECT " + casts + "n AS ezcdc_n FROM unnest("
                + arrays.substring(0, arrays.length() - 2) + ") WITH ORDINALITY AS candidate(" + names
                + ", n)) AS candidates WHERE " + where + " ORDER BY 1 LIMIT " + MAX_TUPLES;
        List<@Nullable Object[]> passing = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int c = 0; c < columns.size(); c++) {
                int index = c;
                query.setArray(
                        c + 1,
                        connection.createArrayOf(
                                "text",
                                candidates.stream()
                                        .map(tuple -> String.valueOf(tuple[index]))
                                        .toArray()));
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    passing.add(candidates.get(row.getInt(1) - 1));
                }
            }
        } catch (SQLException e) {
            if (SqlErrors.isConnectionLost(e)) {
                throw e;
            }
            // The check divides by zero or reads the whole row, for example. The insert then shows whether it passes.
            return null;
        }
        return passing;
    }

    private static List<Object> deriveCandidates(PgType type, List<Check> checks) {
        List<Object> found = new ArrayList<>();
        for (Check check : checks) {
            if (type.isText()) {
                Matcher texts = TEXT.matcher(check.expression());
                while (texts.find()) {
                    found.add(texts.group(1).replace("''", "'"));
                }
                found.addAll(List.of("A", "AB", "ABC", "ABCD", "a", "abc", "a-b", "1", "12345", "x@example.com"));
            } else if (type.isInteger()
                    || type.name().equals("numeric")
                    || type.name().startsWith("float")) {
                Matcher numbers = NUMBER.matcher(check.expression());
                while (numbers.find()) {
                    addNeighbors(new BigDecimal(numbers.group()), type, found);
                }
                addNeighbors(BigDecimal.ZERO, type, found);
            }
        }
        return found.stream()
                .filter(value -> !(value instanceof String text) || text.length() <= type.maxLength())
                .toList();
    }

    /** Adds numbers near the given one, some further away on both sides, and numbers near its negative. */
    private static void addNeighbors(BigDecimal number, PgType type, List<Object> found) {
        for (String factor : List.of("1", "0.9", "0.5", "1.1", "2", "-1")) {
            for (int step = -1; step <= 1; step++) {
                BigDecimal near = number.multiply(new BigDecimal(factor)).add(BigDecimal.valueOf(step));
                switch (type.name()) {
                    case "int2" -> found.add((int) near.shortValue());
                    case "int4" -> found.add(near.intValue());
                    case "int8" -> found.add(near.longValue());
                    case "numeric" -> addNumeric(near, type, found);
                    case "float4" -> found.add(near.floatValue());
                    default -> found.add(near.doubleValue());
                }
            }
        }
    }

    private static void addNumeric(BigDecimal number, PgType type, List<Object> found) {
        BigDecimal rounded = type.modifier() < 4 ? number : number.setScale(type.scale(), RoundingMode.HALF_UP);
        if (type.modifier() < 4 || rounded.precision() <= type.precision()) {
            found.add(rounded);
        }
    }
}
