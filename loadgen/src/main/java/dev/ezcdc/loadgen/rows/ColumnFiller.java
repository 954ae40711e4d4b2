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

    /** Sets the values of the columns in a row. */
    void fill(long id, long hash, @Nullable Object[] row);

    /** A single column. One in 16 values is null if the column allows it. */
    record Single(int index, ValueSource values, boolean nullable, boolean isChangeable) implements ColumnFiller {

        private static final int NULL_INTERVAL = 16;

        @Override
        public void fill(long id, long hash, @Nullable Object[] row) {
            boolean isNull = nullable && Hashes.reduce(hash, NULL_INTERVAL) == 0;
            row[index] = isNull ? null : values.value(Hashes.mix(hash));
        }
    }

    /** A column with a different value in each row, derived from the id of the row. */
    record Unique(int index, ValueSource values) implements ColumnFiller {

        @Override
        public boolean isChangeable() {
            return false;
        }

        @Override
        public void fill(long id, long hash, @Nullable Object[] row) {
            row[index] = values.value(id);
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
