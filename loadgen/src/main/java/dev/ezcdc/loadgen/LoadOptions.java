package dev.ezcdc.loadgen;

import java.time.Duration;
import java.util.Objects;

/**
 * What to write, where and when. Immutable; begin with {@link #of} and change what should differ.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
 * @param table {@code schema.table}; without a schema public is meant
 * @param seed the same seed, mix, number of connections and batch give the same statements
 * @param connections each writes to rows of its own
 * @param batch rows in one transaction
 * @param patience how long a server that does not answer is tried again
 */
public record LoadOptions(
        String jdbcUrl,
        String user,
        String password,
        String table,
        LoadPlan plan,
        OperationMix mix,
        long seed,
        int connections,
        int batch,
        Duration patience) {

    /** @throws IllegalArgumentException if a number is out of its range or the table's name is no name */
    public LoadOptions {
        Objects.requireNonNull(jdbcUrl);
        Objects.requireNonNull(plan);
        Objects.requireNonNull(mix);
        TableName.parse(table);
        if (connections < 1 || connections > 1_000) {
            throw new IllegalArgumentException("connections are from 1 to 1000, not " + connections);
        }
        if (batch < 1 || batch > 100_000) {
            throw new IllegalArgumentException("a batch has from 1 to 100000 rows, not " + batch);
        }
    }

    /** Customers in {@code public.customers}, the default mix, seed 1, 4 connections, a transaction for every row. */
    public static LoadOptions of(String jdbcUrl, String user, String password, LoadPlan plan) {
        return new LoadOptions(
                jdbcUrl,
                user,
                password,
                "public.customers",
                plan,
                OperationMix.DEFAULT,
                1,
                4,
                1,
                Duration.ofSeconds(10));
    }

    public LoadOptions withTable(String name) {
        return new LoadOptions(jdbcUrl, user, password, name, plan, mix, seed, connections, batch, patience);
    }

    public LoadOptions withMix(OperationMix operations) {
        return new LoadOptions(jdbcUrl, user, password, table, plan, operations, seed, connections, batch, patience);
    }

    public LoadOptions withSeed(long number) {
        return new LoadOptions(jdbcUrl, user, password, table, plan, mix, number, connections, batch, patience);
    }

    public LoadOptions withConnections(int count) {
        return new LoadOptions(jdbcUrl, user, password, table, plan, mix, seed, count, batch, patience);
    }

    public LoadOptions withBatch(int rows) {
        return new LoadOptions(jdbcUrl, user, password, table, plan, mix, seed, connections, rows, patience);
    }

    public LoadOptions withPatience(Duration time) {
        return new LoadOptions(jdbcUrl, user, password, table, plan, mix, seed, connections, batch, time);
    }

    /** Without the password, and without the URL, which may hold one. */
    @Override
    public String toString() {
        return "LoadOptions[" + table + ", " + plan + ", " + mix + ", seed " + seed + ", " + connections
                + " connections, batch " + batch + "]";
    }
}
