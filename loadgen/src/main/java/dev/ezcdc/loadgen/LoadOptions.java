package dev.ezcdc.loadgen;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The options of a load run. Immutable; created by {@link #builder}. */
public final class LoadOptions {

    private final String jdbcUrl;
    private final String user;
    private final String password;
    private final List<String> tables;
    private final LoadPlan plan;
    private final OperationMix mix;
    private final long seed;
    private final int connections;
    private final int batchSize;
    private final WriteMode mode;
    private final Skew skew;
    private final double rollbackShare;
    private final long truncateEveryRows;
    private final Duration retryTimeout;

    private LoadOptions(Builder builder) {
        this.jdbcUrl = builder.jdbcUrl;
        this.user = builder.user;
        this.password = builder.password;
        this.tables = builder.tables;
        this.plan = builder.plan;
        this.mix = builder.mix;
        this.seed = builder.seed;
        this.connections = builder.connections;
        this.batchSize = builder.batchSize;
        this.mode = builder.mode;
        this.skew = builder.skew;
        this.rollbackShare = builder.rollbackShare;
        this.truncateEveryRows = builder.truncateEveryRows;
        this.retryTimeout = builder.retryTimeout;
    }

    /**
     * Returns a builder with the defaults for all optional settings.
     *
     * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
     * @param plan when the rows are written
     */
    public static Builder builder(String jdbcUrl, String user, String password, LoadPlan plan) {
        return new Builder(jdbcUrl, user, password, plan);
    }

    public String jdbcUrl() {
        return jdbcUrl;
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    /** Returns the target tables as {@code schema.table}, or {@code table} in schema {@code public}. */
    public List<String> tables() {
        return tables;
    }

    public LoadPlan plan() {
        return plan;
    }

    public OperationMix mix() {
        return mix;
    }

    public long seed() {
        return seed;
    }

    public int connections() {
        return connections;
    }

    /** Returns the number of rows in each transaction. */
    public int batchSize() {
        return batchSize;
    }

    public WriteMode mode() {
        return mode;
    }

    /** Returns how unevenly rows to update and parent rows of foreign keys are chosen. */
    public Skew skew() {
        return skew;
    }

    /** Returns the share of transactions that are rolled back, from 0 to 1. */
    public double rollbackShare() {
        return rollbackShare;
    }

    /** Returns the number of rows between two truncates; 0 if tables are never truncated. */
    public long truncateEveryRows() {
        return truncateEveryRows;
    }

    /** Returns how long connecting to an unresponsive server is retried. */
    public Duration retryTimeout() {
        return retryTimeout;
    }

    /** Returns the options without the password, and without the URL, which may contain one. */
    @Override
    public String toString() {
        return "LoadOptions[" + String.join(", ", tables) + ", " + plan + ", " + mix + ", seed " + seed + ", "
                + connections + " connections, batch size " + batchSize + ", " + mode + "]";
    }

    /** Builds {@link LoadOptions}. Not thread-safe. */
    public static final class Builder {
        private final String jdbcUrl;
        private final String user;
        private final String password;
        private final LoadPlan plan;
        private List<String> tables = List.of("public.customers");
        private OperationMix mix = OperationMix.DEFAULT;
        private long seed = 1;
        private int connections = 4;
        private int batchSize = 1;
        private WriteMode mode = WriteMode.BATCHED;
        private Skew skew = Skew.NONE;
        private double rollbackShare;
        private long truncateEveryRows;
        private Duration retryTimeout = Duration.ofSeconds(10);

        private Builder(String jdbcUrl, String user, String password, LoadPlan plan) {
            this.jdbcUrl = Objects.requireNonNull(jdbcUrl);
            this.user = Objects.requireNonNull(user);
            this.password = Objects.requireNonNull(password);
            this.plan = Objects.requireNonNull(plan);
        }

        /**
         * Sets the target tables as {@code schema.table}; {@code table} is in schema {@code public}. Each row goes to a
         * random one, so a transaction of several rows can write to several tables. Default: {@code public.customers}.
         */
        public Builder tables(List<String> newTables) {
            tables = List.copyOf(newTables);
            return this;
        }

        /** Sets a single target table; see {@link #tables}. */
        public Builder table(String newTable) {
            return tables(List.of(newTable));
        }

        /** Sets the proportions of the operations. Default: {@link OperationMix#DEFAULT}. */
        public Builder mix(OperationMix newMix) {
            mix = newMix;
            return this;
        }

        /**
         * Sets the seed of the workload. The same seed, mix, number of connections and batch size give the same
         * statements. Default: 1.
         */
        public Builder seed(long newSeed) {
            seed = newSeed;
            return this;
        }

        /** Sets the number of connections, from 1 to 1000. Each one changes only the rows it inserted. Default: 4. */
        public Builder connections(int newConnections) {
            connections = newConnections;
            return this;
        }

        /** Sets the number of rows in each transaction, from 1 to 100,000. Default: 1. */
        public Builder batchSize(int newBatchSize) {
            batchSize = newBatchSize;
            return this;
        }

        /** Sets how the rows of a transaction are sent. Default: {@link WriteMode#BATCHED}. */
        public Builder mode(WriteMode newMode) {
            mode = newMode;
            return this;
        }

        /**
         * Makes some rows hot: the row of rank k is chosen in proportion to 1 / k<sup>exponent</sup> (a Zipf
         * distribution). This applies to the rows a connection updates and to the parent rows of foreign keys. Default: 0,
         * all rows are equally likely.
         *
         * @throws IllegalArgumentException if the exponent is negative or greater than 10
         */
        public Builder zipf(double exponent) {
            skew = new Skew(exponent);
            return this;
        }

        /** Sets the share of transactions that are rolled back, from 0 to 1. Default: 0. */
        public Builder rollbackShare(double newRollbackShare) {
            rollbackShare = newRollbackShare;
            return this;
        }

        /** Truncates a table after every N rows, the tables in turn. Default: 0, never. */
        public Builder truncateEveryRows(long newTruncateEveryRows) {
            truncateEveryRows = newTruncateEveryRows;
            return this;
        }

        /** Sets how long connecting to an unresponsive server is retried. Default: 10 s. */
        public Builder retryTimeout(Duration newRetryTimeout) {
            retryTimeout = newRetryTimeout;
            return this;
        }

        /**
         * Builds the options.
         *
         * @throws IllegalArgumentException if a number is out of range, a table name is malformed, or a table is named
         *     twice or not at all
         */
        public LoadOptions build() {
            Set<TableName> names = new HashSet<>();
            if (tables.isEmpty() || !tables.stream().allMatch(table -> names.add(TableName.parse(table)))) {
                throw new IllegalArgumentException("tables must contain at least one table, each once, not " + tables);
            }
            if (connections < 1 || connections > 1_000) {
                throw new IllegalArgumentException("connections must be between 1 and 1000, not " + connections);
            }
            if (batchSize < 1 || batchSize > 100_000) {
                throw new IllegalArgumentException("batch size must be between 1 and 100000, not " + batchSize);
            }
            if (!(rollbackShare >= 0 && rollbackShare <= 1)) {
                throw new IllegalArgumentException("rollback share must be between 0 and 1, not " + rollbackShare);
            }
            if (truncateEveryRows < 0) {
                throw new IllegalArgumentException(
                        "rows between truncates must be 0 or more, not " + truncateEveryRows);
            }
            return new LoadOptions(this);
        }
    }
}
