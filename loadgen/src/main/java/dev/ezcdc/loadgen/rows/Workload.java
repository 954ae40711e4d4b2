package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.Skew;
import dev.ezcdc.loadgen.WrittenChange;
import dev.ezcdc.loadgen.WrittenTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The changes of a run: an endless stream for each connection, determined by the seed, the mix and the index of the stream.
 * Time and the speed of the server have no influence. Only the stream that inserted a row changes it, so two connections
 * never write to the same row, and the changes of a row have the order of its stream.
 *
 * <p>Ids are supplied from outside because the server assigns them. With the same ids, the changes are identical. Immutable
 * and thread-safe; a {@link ChangeStream} is confined to one thread.
 */
public final class Workload {

    private static final int MAX_LIVE_ROWS = 250_000;
    private static final int WARM_UP_CHANGES = 10_000;
    private static final long MAX_WARM_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final long seed;
    private final OperationMix mix;
    private final Skew skew;
    private final double rollbackShare;
    private final List<TableRows> tables;

    private record TableRows(WrittenTable table, RowSource rows, IdPlan ids) {}

    private Workload(long seed, OperationMix mix, Skew skew, double rollbackShare, List<TableRows> tables) {
        this.seed = seed;
        this.mix = mix;
        this.skew = skew;
        this.rollbackShare = rollbackShare;
        this.tables = tables;
    }

    /** Returns a workload of customers in {@code public.customers}, with first name, last name and email address. */
    public static Workload ofCustomers(long seed, OperationMix mix) {
        return new Workload(
                seed,
                mix,
                Skew.NONE,
                0,
                List.of(new TableRows(WrittenTable.CUSTOMERS, new CustomerRows(seed), IdPlan.FROM_ONE)));
    }

    /**
     * Returns the workload for the options.
     *
     * @param targets the tables of the options, in their order
     */
    public static Workload of(LoadOptions options, List<TargetTable> targets) {
        return new Workload(
                options.seed(),
                options.mix(),
                options.skew(),
                options.rollbackShare(),
                targets.stream()
                        .map(target -> new TableRows(target.table(), target.rowSource(), target.idPlan()))
                        .toList());
    }

    /**
     * Creates a stream whose new rows have the given ids.
     *
     * @param index index of the stream, from 0
     * @param ids supplies each id once; streams must not share ids
     */
    public ChangeStream createStream(int index, LongSupplier ids) {
        return createStream(index, Collections.nCopies(tables.size(), (IdSource) ids::getAsLong));
    }

    /**
     * Creates a stream whose ids the server assigns, or which the streams take in turn if the server assigns none.
     *
     * @param index index of the stream, from 0
     * @param streams total number of streams
     */
    public ChangeStream createStream(int index, int streams) {
        return createStream(
                index,
                tables.stream()
                        .map(table -> table.ids.createSource(index, streams))
                        .toList());
    }

    /** @param ids one source for each table */
    private ChangeStream createStream(int index, List<IdSource> ids) {
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom random = root.split();
        for (int i = 0; i < index; i++) {
            random = root.split();
        }
        return new ChangeStream(random, ids);
    }

    /** Generates changes in a separate stream, for at most half a second, so that the JIT compiles the code. */
    public void warmUp() {
        ChangeStream scratch = createStream(
                0, tables.stream().map(table -> (IdSource) table.ids::firstId).toList());
        long end = System.nanoTime() + MAX_WARM_UP_NANOS;
        for (int i = 0; i < WARM_UP_CHANGES && System.nanoTime() < end; i++) {
            scratch.next();
        }
    }

    /** The changes of one connection, in order. Not thread-safe. */
    public final class ChangeStream {

        private final SplittableRandom random;
        private final List<IdSource> ids;
        private final List<LiveRows> liveRows;

        private ChangeStream(SplittableRandom random, List<IdSource> ids) {
            this.random = random;
            this.ids = ids;
            this.liveRows =
                    tables.stream().map(table -> new LiveRows(MAX_LIVE_ROWS)).toList();
        }

        /**
         * Fetches enough ids from the server for {@code count} calls of {@link #next()}. Call it before them.
         *
         * @param connection used only during the call
         * @throws SQLException if the query fails; the call can be repeated with another connection
         */
        public void ensureIds(int count, Connection connection) throws SQLException {
            for (IdSource source : ids) {
                source.ensureAvailable(count, connection);
            }
        }

        /** Returns the next change. It is an insert if there is no row to update or delete. */
        public WrittenChange next() {
            int table = tables.size() == 1 ? 0 : random.nextInt(tables.size());
            OperationMix.Kind kind = mix.drawKind(random);
            LiveRows rows = liveRows.get(table);
            if (kind == OperationMix.Kind.INSERT || rows.size() == 0) {
                return insert(tables.get(table), rows, ids.get(table));
            }
            return switch (kind) {
                case UPDATE -> update(tables.get(table), rows, skew.drawIndex(random, rows.size()));
                case REKEY -> rekey(tables.get(table), rows, skew.drawIndex(random, rows.size()), ids.get(table));
                default -> delete(tables.get(table), rows, random.nextInt(rows.size()));
            };
        }

        /** Draws whether to roll back the next transaction. */
        public boolean drawRollback() {
            return rollbackShare > 0 && random.nextDouble() < rollbackShare;
        }

        /** Excludes a row from further changes, because its last change failed or its outcome is unknown. */
        public void forget(WrittenChange change) {
            LiveRows rows = liveRows.get(change.table().index());
            rows.removeById(change.id());
            if (change.isKeyChange()) {
                rows.removeById(change.newId());
            }
        }

        /** Excludes all rows of a table from further changes, because the table was truncated. */
        public void forgetAll(WrittenTable table) {
            liveRows.get(table.index()).clear();
        }

        private WrittenChange insert(TableRows table, LiveRows rows, LongSupplier newIds) {
            long id = newIds.getAsLong();
            long rowSeed = table.rows.createSeed(random);
            rows.add(id, rowSeed, random);
            return WrittenChange.insert(table.table, id, table.rows.createRow(id, rowSeed));
        }

        private WrittenChange update(TableRows table, LiveRows rows, int index) {
            long id = rows.id(index);
            long rowSeed = rows.seed(index);
            long newSeed = table.rows.changeSeed(id, rowSeed, random);
            rows.setSeed(index, newSeed);
            return WrittenChange.update(
                    table.table, id, table.rows.createRow(id, rowSeed), table.rows.createRow(id, newSeed));
        }

        private WrittenChange rekey(TableRows table, LiveRows rows, int index, LongSupplier newIds) {
            long id = rows.id(index);
            long newId = newIds.getAsLong();
            long rowSeed = rows.seed(index);
            rows.setId(index, newId);
            return WrittenChange.rekey(
                    table.table, id, newId, table.rows.createRow(id, rowSeed), table.rows.createRow(newId, rowSeed));
        }

        private WrittenChange delete(TableRows table, LiveRows rows, int index) {
            long id = rows.id(index);
            WrittenChange change = WrittenChange.delete(table.table, id, table.rows.createRow(id, rows.seed(index)));
            rows.remove(index);
            return change;
        }
    }
}
