package dev.ezcdc.loadgen;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What to write, where and when. Immutable; begin with {@link #of} and change what should differ.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
 * @param tables {@code schema.table}; without a schema public is meant. Each row goes to one of them at random, and so a
 *     transaction of several rows to several
 * @param seed the same seed, mix, number of connections and batch give the same statements
 * @param connections each writes to rows of its own
 * @param batch rows in one transaction
 * @param mode how the rows of a transaction travel
 * @param skew how unevenly rows to update and rows to refer to are chosen
 * @param rollbacks the share of transactions that are rolled back, from 0 to 1
 * @param truncateEvery after so many rows a table is truncated, one after the other; 0: never
 * @param patience how long a server that does not answer is tried again
 */
public record LoadOptions(
        String jdbcUrl,
        String user,
        String password,
        List<String> tables,
        LoadPlan plan,
        OperationMix mix,
        long seed,
        int connections,
        int batch,
        WriteMode mode,
        Skew skew,
        double rollbacks,
        long truncateEvery,
        Duration patience) {

    /** @throws IllegalArgumentException if a number is out of its range or a table's name is no name */
    public LoadOptions {
        Objects.requireNonNull(jdbcUrl);
        Objects.requireNonNull(plan);
        Objects.requireNonNull(mix);
        tables = List.copyOf(tables);
        Set<TableName> names = new HashSet<>();
        if (tables.isEmpty() || !tables.stream().allMatch(table -> names.add(TableName.parse(table)))) {
            throw new IllegalArgumentException("name at least one table, and each once, not " + tables);
        }
        if (connections < 1 || connections > 1_000) {
            throw new IllegalArgumentException("connections are from 1 to 1000, not " + connections);
        }
        if (batch < 1 || batch > 100_000) {
            throw new IllegalArgumentException("a batch has from 1 to 100000 rows, not " + batch);
        }
        if (!(rollbacks >= 0 && rollbacks <= 1)) {
            throw new IllegalArgumentException("the share of rollbacks is from 0 to 1, not " + rollbacks);
        }
        if (truncateEvery < 0) {
            throw new IllegalArgumentException("a table is truncated after so many rows, not " + truncateEvery);
        }
    }

    /** Customers in {@code public.customers}, the default mix, seed 1, 4 connections, a transaction for every row. */
    public static LoadOptions of(String jdbcUrl, String user, String password, LoadPlan plan) {
        return new Draft(jdbcUrl, user, password, plan).options();
    }

    /** The first, or only, table. */
    public String table() {
        return tables.get(0);
    }

    public LoadOptions withTable(String name) {
        return withTables(List.of(name));
    }

    public LoadOptions withTables(List<String> names) {
        return change(draft -> draft.tables = names);
    }

    public LoadOptions withMix(OperationMix operations) {
        return change(draft -> draft.mix = operations);
    }

    public LoadOptions withSeed(long number) {
        return change(draft -> draft.seed = number);
    }

    public LoadOptions withConnections(int count) {
        return change(draft -> draft.connections = count);
    }

    public LoadOptions withBatch(int rows) {
        return change(draft -> draft.batch = rows);
    }

    public LoadOptions withMode(WriteMode writeMode) {
        return change(draft -> draft.mode = writeMode);
    }

    /**
     * Hot rows: the one of rank k is chosen in proportion to 1 / k<sup>exponent</sup> (Zipf's distribution), for updates
     * among the live rows of a connection, for foreign keys among the parent rows. 0: all alike.
     *
     * @throws IllegalArgumentException if the exponent is negative or over 10
     */
    public LoadOptions withZipf(double exponent) {
        return change(draft -> draft.skew = new Skew(exponent));
    }

    public LoadOptions withRollbacks(double share) {
        return change(draft -> draft.rollbacks = share);
    }

    public LoadOptions withTruncateEvery(long rows) {
        return change(draft -> draft.truncateEvery = rows);
    }

    public LoadOptions withPatience(Duration time) {
        return change(draft -> draft.patience = time);
    }

    private LoadOptions change(Consumer<Draft> change) {
        Draft draft = new Draft(jdbcUrl, user, password, plan);
        draft.tables = tables;
        draft.mix = mix;
        draft.seed = seed;
        draft.connections = connections;
        draft.batch = batch;
        draft.mode = mode;
        draft.skew = skew;
        draft.rollbacks = rollbacks;
        draft.truncateEvery = truncateEvery;
        draft.patience = patience;
        change.accept(draft);
        return draft.options();
    }

    /** Without the password, and without the URL, which may hold one. */
    @Override
    public String toString() {
        return "LoadOptions[" + String.join(", ", tables) + ", " + plan + ", " + mix + ", seed " + seed + ", "
                + connections + " connections, batch " + batch + ", " + mode + "]";
    }

    private static final class Draft {
        private final String jdbcUrl;
        private final String user;
        private final String password;
        private final LoadPlan plan;
        private List<String> tables = List.of("public.customers");
        private OperationMix mix = OperationMix.DEFAULT;
        private long seed = 1;
        private int connections = 4;
        private int batch = 1;
        private WriteMode mode = WriteMode.BATCHED;
        private Skew skew = Skew.NONE;
        private double rollbacks;
        private long truncateEvery;
        private Duration patience = Duration.ofSeconds(10);

        private Draft(String jdbcUrl, String user, String password, LoadPlan plan) {
            this.jdbcUrl = jdbcUrl;
            this.user = user;
            this.password = password;
            this.plan = plan;
        }

        private LoadOptions options() {
            return new LoadOptions(
                    jdbcUrl,
                    user,
                    password,
                    tables,
                    plan,
                    mix,
                    seed,
                    connections,
                    batch,
                    mode,
                    skew,
                    rollbacks,
                    truncateEvery,
                    patience);
        }
    }
}
