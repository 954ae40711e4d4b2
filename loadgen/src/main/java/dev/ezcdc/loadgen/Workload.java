package dev.ezcdc.loadgen;

import java.util.List;
import java.util.SplittableRandom;
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

    private final long seed;
    private final OperationMix mix;
    private final RowSource rows;

    private Workload(long seed, OperationMix mix, RowSource rows) {
        this.seed = seed;
        this.mix = mix;
        this.rows = rows;
    }

    /** Customers with a first name, a last name and an email address. */
    public static Workload customers(long seed, OperationMix mix) {
        return new Workload(seed, mix, new Customers(seed));
    }

    /** The columns that are written, the id not among them. */
    public List<String> columns() {
        return rows.columns();
    }

    /**
     * @param number from 0
     * @param ids the ids of new rows, each given once and to one lane only
     */
    public Lane lane(int number, LongSupplier ids) {
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom random = root.split();
        for (int i = 0; i < number; i++) {
            random = root.split();
        }
        return new Lane(random, ids, new LiveRows(MAX_LIVE_ROWS));
    }

    /** Generates on the side until the JVM has compiled it; no lane notices. */
    void warmUp() {
        Lane scratch = lane(0, () -> 0);
        for (int i = 0; i < WARM_UPS; i++) {
            scratch.next();
        }
    }

    /** One connection's changes, in order. Not thread-safe. */
    public final class Lane {

        private final SplittableRandom random;
        private final LongSupplier ids;
        private final LiveRows live;

        private Lane(SplittableRandom random, LongSupplier ids, LiveRows live) {
            this.random = random;
            this.ids = ids;
            this.live = live;
        }

        /** The next change. An insert takes the place of an update or delete while no row is there for it. */
        public Change next() {
            Operation operation = mix.next(random);
            if (operation == Operation.INSERT || live.size() == 0) {
                return insert();
            }
            int index = random.nextInt(live.size());
            return operation == Operation.UPDATE ? update(index) : delete(index);
        }

        /** Never to write to that row again: what became of its last change is not known, or it did not happen. */
        public void forget(Change change) {
            live.forget(change.id());
        }

        private Change insert() {
            long id = ids.getAsLong();
            long rowSeed = rows.create(random);
            live.add(id, rowSeed, random);
            return Change.insert(id, rows.row(rowSeed));
        }

        private Change update(int index) {
            long rowSeed = live.seed(index);
            long changed = rows.change(rowSeed, random);
            live.seed(index, changed);
            return Change.update(live.id(index), rows.row(rowSeed), rows.row(changed));
        }

        private Change delete(int index) {
            Change change = Change.delete(live.id(index), rows.row(live.seed(index)));
            live.remove(index);
            return change;
        }
    }
}
