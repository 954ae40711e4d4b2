package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.Skew;
import dev.ezcdc.loadgen.values.Hashes;
import dev.ezcdc.loadgen.values.ValueSource;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Fills one column of a row, or several columns that depend on each other, such as a foreign key or columns that a CHECK
 * compares. Thread-safe.
 */
sealed interface ColumnFiller {

    /** Returns true if an update may change the columns. */
    boolean isChangeable();

    /** Returns the indexes of the columns in a row. */
    List<Integer> indexes();

    /** Sets the values of the columns in a row. */
    void fill(long id, long hash, @Nullable Object[] row);

    /** A single column. One in 16 values is null if the column allows it. */
    record Single(int index, ValueSource values, boolean nullable, boolean isChangeable) implements ColumnFiller {

        private static final int NULL_INTERVAL = 16;

        @Override
        public List<Integer> indexes() {
            return List.of(index);
        }

        @Override
        public void fill(long id, long hash, @Nullable Object[] row) {
            boolean isNull = nullable && Hashes.reduce(hash, NULL_INTERVAL) == 0;
            row[index] = isNull ? null : values.value(Hashes.mix(hash));
        }
    }

    /** A column with a different value in each row, derived from the id of the row. */
    record Unique(int index, ValueSource values) implements ColumnFiller {

        @Override
        public List<Integer> indexes() {
            return List.of(index);
        }

        @Override
        public boolean isChangeable() {
            return false;
        }

        @Override
        public void fill(long id, long hash, @Nullable Object[] row) {
            row[index] = values.value(id);
        }
    }

    /**
     * Columns that together differ in each row: a different combination of the parts for each id, until all are used.
     *
     * @param indexes indexes of the columns, part by part
     * @param parts tuples of each part
     */
    record Combination(List<Integer> indexes, List<List<@Nullable Object[]>> parts, long firstId, long seed)
            implements ColumnFiller {

        @Override
        public boolean isChangeable() {
            return false;
        }

        long size() {
            long size = 1;
            for (List<@Nullable Object[]> part : parts) {
                size = Math.multiplyExact(size, part.size());
            }
            return size;
        }

        @Override
        public void fill(long id, long hash, @Nullable Object[] row) {
            long size = size();
            long step = findStep(size);
            // The first combination depends on the seed, so that runs do not all begin with the same ones.
            long number = Math.floorMod(Math.floorMod(id - firstId, size) * step + (seed >>> 1) % size, size);
            int next = 0;
            for (List<@Nullable Object[]> part : parts) {
                @Nullable Object[] tuple = part.get((int) (number % part.size()));
                number /= part.size();
                for (Object value : tuple) {
                    row[indexes.get(next++)] = value;
                }
            }
        }

        /** Returns a step of about 0.618 × size that has no common divisor with it, so that every combination is used. */
        private static long findStep(long size) {
            long step = size > Integer.MAX_VALUE ? 1 : Math.max(1, Math.round(size * 0.618));
            while (greatestCommonDivisor(step, size) != 1) {
                step++;
            }
            return step;
        }

        private static long greatestCommonDivisor(long a, long b) {
            return b == 0 ? a : greatestCommonDivisor(b, a % b);
        }
    }

    /** Columns filled together with a tuple from a list. */
    record TupleList(List<Integer> indexes, List<@Nullable Object[]> tuples, Skew skew, boolean isChangeable)
            implements ColumnFiller {

        @Override
        public void fill(long id, long hash, @Nullable Object[] row) {
            @Nullable Object[] tuple = tuples.get(chooseIndex(hash));
            for (int i = 0; i < tuple.length; i++) {
                row[indexes.get(i)] = tuple[i];
            }
        }

        private int chooseIndex(long hash) {
            return skew.exponent() == 0
                    ? Hashes.reduce(hash, tuples.size())
                    : skew.drawIndex(new SplittableRandom(hash), tuples.size());
        }
    }
}
