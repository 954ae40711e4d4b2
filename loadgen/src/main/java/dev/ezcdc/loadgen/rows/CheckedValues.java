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
 * Values that CHECK constraints let pass. No constraint is read as a text: candidates are made, some of them from the
 * numbers and texts that stand in the constraint, and the server is asked which of them it would take.
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
     * Tuples that pass all of the checks.
     *
     * @param sources what fits the columns' types, one for each
     * @return empty if none was found; null if the server cannot evaluate the checks outside of the table
     */
    @Nullable
    List<@Nullable Object[]> findTuples(List<Column> columns, List<ValueSource> sources, List<Check> checks)
            throws SQLException {
        List<List<Object>> special = new ArrayList<>();
        for (Column column : columns) {
            special.add(deriveCandidates(column.type(), checks));
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<@Nullable Object[]> candidates = new ArrayList<>(CANDIDATES);
        for (int i = 0; i < CANDIDATES; i++) {
            @Nullable Object[] tuple = new @Nullable Object[columns.size()];
            for (int c = 0; c < tuple.length; c++) {
                List<Object> own = special.get(c);
                boolean fromSource = own.isEmpty() || random.nextInt(2) == 0;
                tuple[c] = fromSource ? sources.get(c).value(random.nextLong()) : own.get(random.nextInt(own.size()));
            }
            candidates.add(tuple);
        }
        return filterPassing(columns, checks, candidates);
    }

    /** Whether at least these values pass; true if that cannot be told. */
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
        List<@Nullable Object[]> kept = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int c = 0; c < columns.size(); c++) {
                int place = c;
                query.setArray(
                        c + 1,
                        connection.createArrayOf(
                                "text",
                                candidates.stream()
                                        .map(tuple -> String.valueOf(tuple[place]))
                                        .toArray()));
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    kept.add(candidates.get(row.getInt(1) - 1));
                }
            }
        } catch (SQLException e) {
            if (SqlErrors.isConnectionLost(e)) {
                throw e;
            }
            // Such as one that divides by zero, or that looks at the whole row: then the insert will tell.
            return null;
        }
        return kept;
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

    /** The number itself, its neighbours, and some beyond it on both sides; also as a negative one. */
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
