package dev.ezcdc.loadgen.checks;

import dev.ezcdc.loadgen.SqlErrors;
import dev.ezcdc.loadgen.TableName;
import dev.ezcdc.loadgen.catalog.PgType;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import dev.ezcdc.loadgen.catalog.TableDefinition.Check;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.values.Hashes;
import dev.ezcdc.loadgen.values.ValueSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds values that satisfy the checks of a table. Checks are not parsed. Instead, candidates are generated, some of them
 * from the constants in the check, and the server evaluates the check for each of them. Thread-safe.
 */
public final class CheckedValues {

    private static final int CANDIDATES = 2_000;
    private static final int MAX_TUPLES = 500;
    private static final int CHUNK = 50;
    private static final int NULL_INTERVAL = 12;

    private final TableDefinition table;
    private final long seed;

    public CheckedValues(TableDefinition table, long seed) {
        this.table = table;
        this.seed = seed;
    }

    /**
     * Returns tuples that pass all checks, one value for each column of the groups.
     *
     * @return empty if none was found; null if the server cannot evaluate the checks outside of the table
     */
    public @Nullable List<@Nullable Object[]> findTuples(
            Connection connection, List<ValueGroup> groups, List<Check> checks) throws SQLException {
        SplittableRandom random = new SplittableRandom(seed);
        List<ValueGroup> pools = new ArrayList<>();
        for (ValueGroup group : groups) {
            pools.add(groups.size() == 1 ? widen(group, checks) : narrow(connection, widen(group, checks), checks));
        }
        List<Column> columns =
                groups.stream().flatMap(group -> group.columns().stream()).toList();
        List<@Nullable Object[]> candidates = new ArrayList<>(CANDIDATES);
        for (int i = 0; i < CANDIDATES; i++) {
            @Nullable Object[] tuple = new @Nullable Object[columns.size()];
            int next = 0;
            for (ValueGroup pool : pools) {
                @Nullable Object[] values = pool.draw(random);
                System.arraycopy(values, 0, tuple, next, values.length);
                next += values.length;
            }
            candidates.add(tuple);
        }
        List<Integer> passing = findPassing(connection, columns, checks, candidates);
        return passing == null
                ? null
                : passing.stream()
                        .limit(MAX_TUPLES)
                        .map(candidates::get)
                        .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Returns values of a domain's base type that pass the domain's checks; null if none was found. */
    public @Nullable ValueSource findDomainValues(Connection connection, PgType type, ValueSource base)
            throws SQLException {
        Column value = new Column("value", type, true, false, false, false, null, null, List.of());
        List<Check> checks = type.domainChecks().stream()
                .map(check -> new Check(
                        check.name(), check.expression().replaceAll("\\bVALUE\\b", "\"value\""), List.of("value")))
                .toList();
        List<@Nullable Object[]> tuples = findTuples(connection, List.of(ValueGroup.ofColumn(value, base)), checks);
        if (tuples == null || tuples.isEmpty()) {
            return null;
        }
        List<Object> found = new ArrayList<>();
        for (@Nullable Object[] tuple : tuples) {
            if (tuple[0] != null) {
                found.add(tuple[0]);
            }
        }
        return hash -> found.get(Hashes.reduce(hash, found.size()));
    }

    /** Adds values derived from the checks, and nulls, to the values of a single column. */
    private ValueGroup widen(ValueGroup group, List<Check> checks) {
        if (group.isFixed()) {
            return group;
        }
        Column column = group.columns().get(0);
        List<Check> own = checks.stream()
                .filter(check -> check.columns().contains(column.name()))
                .toList();
        List<Object> derived = Candidates.derive(column.type(), own, seed);
        return new ValueGroup(group.columns(), false, random -> {
            if (!column.notNull() && random.nextInt(NULL_INTERVAL) == 0) {
                return new @Nullable Object[] {null};
            }
            return derived.isEmpty() || random.nextInt(2) == 0
                    ? group.draw(random)
                    : new @Nullable Object[] {derived.get(random.nextInt(derived.size()))};
        });
    }

    /** Keeps the values that pass the checks that read only these columns, so that tuples of several columns often pass. */
    private ValueGroup narrow(Connection connection, ValueGroup group, List<Check> checks) throws SQLException {
        List<String> names = group.columns().stream().map(Column::name).toList();
        List<Check> own = checks.stream()
                .filter(check -> names.containsAll(check.columns()))
                .toList();
        if (own.isEmpty()) {
            return group;
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<@Nullable Object[]> candidates = new ArrayList<>();
        for (int i = 0; i < CANDIDATES; i++) {
            candidates.add(group.draw(random));
        }
        List<Integer> passing = findPassing(connection, group.columns(), own, candidates);
        return passing == null || passing.isEmpty()
                ? group
                : ValueGroup.ofTuples(
                        group.columns(), passing.stream().map(candidates::get).toList());
    }

    /**
     * Returns the indexes of the candidates that pass all checks.
     *
     * @return null if the server cannot evaluate the checks outside of the table
     */
    public @Nullable List<Integer> findPassing(
            Connection connection, List<Column> columns, List<Check> checks, List<@Nullable Object[]> candidates)
            throws SQLException {
        if (checks.isEmpty()) {
            return IntStream.range(0, candidates.size()).boxed().toList();
        }
        String sql = toSql(columns, checks);
        List<Integer> passing = new ArrayList<>();
        if (evaluate(connection, sql, columns, candidates, 0, passing)) {
            return passing;
        }
        // Some candidates make the check fail, for example by a division by zero. Without their chunks the rest may
        // pass.
        boolean evaluated = false;
        for (int from = 0; from < candidates.size() && candidates.size() > CHUNK; from += CHUNK) {
            List<@Nullable Object[]> chunk = candidates.subList(from, Math.min(candidates.size(), from + CHUNK));
            evaluated |= evaluate(connection, sql, columns, chunk, from, passing);
        }
        return evaluated ? passing : null;
    }

    private boolean evaluate(
            Connection connection,
            String sql,
            List<Column> columns,
            List<@Nullable Object[]> candidates,
            int firstIndex,
            List<Integer> passing)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int c = 0; c < columns.size(); c++) {
                @Nullable String[] texts = new @Nullable String[candidates.size()];
                for (int i = 0; i < texts.length; i++) {
                    Object value = candidates.get(i)[c];
                    texts[i] = value == null ? null : value.toString();
                }
                query.setArray(c + 1, connection.createArrayOf("text", texts));
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    passing.add(firstIndex + row.getInt(1) - 1);
                }
            }
            return true;
        } catch (SQLException e) {
            if (SqlErrors.isConnectionLost(e)) {
                throw e;
            }
            return false;
        }
    }

    private String toSql(List<Column> columns, List<Check> checks) {
        List<String> given = columns.stream().map(Column::name).toList();
        String casts = IntStream.range(0, columns.size())
                .mapToObj(
                        c -> "v" + c + "::" + columns.get(c).type().sqlName() + " AS " + TableName.quote(given.get(c)))
                .collect(Collectors.joining(", "));
        String names = IntStream.range(0, columns.size()).mapToObj(c -> "v" + c).collect(Collectors.joining(", "));
        StringBuilder computed = new StringBuilder();
        StringBuilder omitted = new StringBuilder();
        for (Column column : table.columns()) {
            boolean read = checks.stream().anyMatch(check -> check.columns().contains(column.name()));
            String name = TableName.quote(column.name());
            if (column.computed() && given.containsAll(column.sources())) {
                computed.append(", (")
                        .append(column.expression())
                        .append(") AS ")
                        .append(name);
            } else if (read && !given.contains(column.name())) {
                omitted.append(", ")
                        .append(valueIfOmitted(column))
                        .append(" AS ")
                        .append(name);
            }
        }
        String where = checks.stream()
                .map(check -> "(" + check.expression() + ") IS NOT FALSE")
                .collect(Collectors.joining(" AND "));
        // Expressions with subqueries refer to the columns by the name of the table.
        String alias = " AS " + TableName.quote(table.name().table());
        return "SELECT ezcdc_n FROM (SELECT *" + computed + " FROM (SELECT " + casts + omitted
                + ", n AS ezcdc_n FROM unnest(" + "?::text[], ".repeat(columns.size() - 1)
                + "?::text[]) WITH ORDINALITY AS candidate(" + names + ", n))" + alias + ")" + alias + " WHERE " + where
                + " ORDER BY 1";
    }

    private static String valueIfOmitted(Column column) {
        String expression = column.expression();
        return expression == null || column.computed() || expression.contains("nextval(")
                ? "NULL::" + column.type().sqlName()
                : "(" + expression + ")::" + column.type().sqlName();
    }
}
