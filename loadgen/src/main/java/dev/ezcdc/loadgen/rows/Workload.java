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
 * What is written: for each connection a lane of its own, an endless stream of changes that follows from the seed, the
 * mix and the lane's number alone. Time, and how fast the server answers, have no part in it. Rows belong to the lane
 * that inserted them, so two connections never write to the same row, and the order of a row's changes is the lane's.
 *
 * <p>The ids come from outside: they are the server's. With the same ids the changes are the same to the last value.
 * Immutable and thread-safe; a {@link Lane} is for one thread.
 */
public final class Workload {

    private static final int MAX_LIVE_ROWS = 250_000;
    private static final int WARM_UPS = 10_000;
    private static final long LONGEST_WARM_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final long seed;
    private final OperationMix mix;
    private final Skew skew;
    private final double rollbacks;
    private final List<TableRows> tables;

    private record TableRows(WrittenTable table, RowSource rows, IdPlan ids) {}

    private Workload(long seed, OperationMix mix, Skew skew, double rollbacks, List<TableRows> tables) {
        this.seed = seed;
        this.mix = mix;
        this.skew = skew;
        this.rollbacks = rollbacks;
        this.tables = tables;
    }

    /** Customers with a first name, a last name and an email address, in {@code public.customers}. */
    public static Workload ofCustomers(long seed, OperationMix mix) {
        return new Workload(
                seed,
                mix,
                Skew.NONE,
                0,
                List.of(new TableRows(WrittenTable.CUSTOMERS, new CustomerRows(seed), IdPlan.FROM_ONE)));
    }

    /** @param targets the options' tables, in their order */
    public static Workload of(LoadOptions options, List<TargetTable> targets) {
        return new Workload(
                options.seed(),
                options.mix(),
                options.skew(),
                options.rollbacks(),
                targets.stream()
                        .map(target -> new TableRows(target.table(), target.rowSource(), target.idPlan()))
                        .toList());
    }

    /**
     * A lane of a workload that writes to one table.
     *
     * @param number from 0
     * @param ids the ids of new rows, each given once and to one lane only
     */
    public ChangeStream createStream(int number, LongSupplier ids) {
        return createStream(number, Collections.nCopies(tables.size(), (IdSource) ids::getAsLong));
    }

    /**
     * A lane whose ids are the server's, or are dealt to the lanes in turn where it gives none.
     *
     * @param number from 0
     * @param lanes how many there are in all
     */
    public ChangeStream createStream(int number, int lanes) {
        return createStream(
                number,
                tables.stream().map(table -> table.ids.createSource(number, lanes)).toList());
    }

    /** @param ids for each table */
    private ChangeStream createStream(int number, List<IdSource> ids) {
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom random = root.split();
        for (int i = 0; i < number; i++) {
            random = root.split();
        }
        return new ChangeStream(random, ids);
    }

    /** Generates on the side until the JVM has compiled it, if that does not take long; no lane notices. */
    public void warmUp() {
        ChangeStream scratch = createStream(
                0, tables.stream().map(table -> (IdSource) table.ids::firstId).toList());
        long end = System.nanoTime() + LONGEST_WARM_UP_NANOS;
        for (int i = 0; i < WARM_UPS && System.nanoTime() < end; i++) {
            scratch.next();
        }
    }

    /** One connection's changes, in order. Not thread-safe. */
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
         * To be called before so many calls of {@link #next()}: fetches the new rows' ids if they are the server's.
         *
         * @param connection the caller's, used only meanwhile
         * @throws SQLException if the server gives none; it may be asked again, over another connection
         */
        public void ensureIds(int count, Connection connection) throws SQLException {
            for (IdSource source : ids) {
                source.ensureAvailable(count, connection);
            }
        }

        /** The next change. An insert takes the place of any other operation while no row is there for it. */
        public WrittenChange next() {
            int table = tables.size() == 1 ? 0 : random.nextInt(tables.size());
            OperationMix.Kind operation = mix.drawKind(random);
            LiveRows rows = liveRows.get(table);
            if (operation == OperationMix.Kind.INSERT || rows.size() == 0) {
                return insert(tables.get(table), rows, ids.get(table));
            }
            return switch (operation) {
                case UPDATE -> update(tables.get(table), rows, skew.drawIndex(random, rows.size()));
                case REKEY -> rekey(tables.get(table), rows, skew.drawIndex(random, rows.size()), ids.get(table));
                default -> delete(tables.get(table), rows, random.nextInt(rows.size()));
            };
        }

        /** Whether the next transaction is to be rolled back. */
        public boolean drawRollback() {
            return rollbacks > 0 && random.nextDouble() < rollbacks;
        }

        /** Never to write to that row again: what became of its last change is not known, or it did not happen. */
        public void forget(WrittenChange change) {
            LiveRows rows = liveRows.get(change.table().index());
            rows.forget(change.id());
            if (change.isKeyChange()) {
                rows.forget(change.newId());
            }
        }

        /** The table is empty. */
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
            long changed = table.rows.changeSeed(id, rowSeed, random);
            rows.seed(index, changed);
            return WrittenChange.update(table.table, id, table.rows.createRow(id, rowSeed), table.rows.createRow(id, changed));
        }

        private WrittenChange rekey(TableRows table, LiveRows rows, int index, LongSupplier newIds) {
            long id = rows.id(index);
            long newId = newIds.getAsLong();
            long rowSeed = rows.seed(index);
            rows.id(index, newId);
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
