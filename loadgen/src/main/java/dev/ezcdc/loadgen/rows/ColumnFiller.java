package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.Skew;
import dev.ezcdc.loadgen.values.Hashes;
import dev.ezcdc.loadgen.values.ValueSource;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One column's share in a row, or that of several which are filled together: a foreign key, or columns that a CHECK
 * compares. Thread-safe.
 */
sealed interface ColumnFiller {

    /** Whether an update may give it another value. */
    boolean isChangeable();

    /** Writes its values to their places in the row. */
    void fill(long id, long hash, @Nullable Object[] row);

    /** A column by itself; every sixteenth value is null where that is allowed. */
    record Single(int index, ValueSource values, boolean nullable, boolean isChangeable) implements ColumnFiller {

        private static final int NULL_SHARE = 16;

        @Override
        public void fill(long id, long hash, @Nullable Object[] row) {
            boolean isNull = nullable && Hashes.reduce(hash, NULL_SHARE) == 0;
            row[index] = isNull ? null : values.value(Hashes.mix(hash));
        }
    }

    /** A column whose value is another one in each row: it follows from the row's id. */
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

    /** Columns whose values come together, from a list. */
    record TupleList(List<Integer> indexes, List<@Nullable Object[]> tuples, Skew skew, boolean isChangeable)
            implements ColumnFiller {

        @Override
        public void fill(long id, long hash, @Nullable Object[] row) {
            @Nullable Object[] tuple = tuples.get(chooseTuple(hash));
            for (int i = 0; i < tuple.length; i++) {
                row[indexes.get(i)] = tuple[i];
            }
        }

        /** Follows from the number, as good as random. */
        private int chooseTuple(long hash) {
            return skew.exponent() == 0
                    ? Hashes.reduce(hash, tuples.size())
                    : skew.drawIndex(new SplittableRandom(hash), tuples.size());
        }
    }
}
