package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.WrittenRow;
import dev.ezcdc.loadgen.values.Hashes;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of any table. A row's seed is a random number (40 bits) and the count of its updates (24); each update gives about
 * half of the columns a new value, and at least one.
 */
final class GenericRows implements RowSource {

    private static final long VERSION_MASK = (1L << 24) - 1;
    private static final int MAX_ATTEMPTS = 200;

    private final String table;
    private final List<String> columns;
    private final List<ColumnFiller> fillers;
    private final int[] changeable;

    GenericRows(String table, List<String> columns, List<ColumnFiller> units) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.fillers = List.copyOf(units);
        this.changeable =
                new int[(int) units.stream().filter(ColumnFiller::isChangeable).count()];
        int next = 0;
        for (int i = 0; i < units.size(); i++) {
            if (units.get(i).isChangeable()) {
                changeable[next++] = i;
            }
        }
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    boolean isChangeable() {
        return changeable.length > 0;
    }

    @Override
    public long createSeed(RandomGenerator random) {
        return random.nextLong() & ~VERSION_MASK;
    }

    @Override
    public long changeSeed(long id, long rowSeed, RandomGenerator random) {
        WrittenRow before = createRow(id, rowSeed);
        long seed = rowSeed;
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            seed = seed & ~VERSION_MASK | seed + 1 & VERSION_MASK;
            if (!createRow(id, seed).equals(before)) {
                return seed;
            }
        }
        throw new LoadException("No column of " + table + " has more than one value that fits, so there is nothing to"
                + " update.\nLeave updates out, as with --mix insert=1.");
    }

    @Override
    public WrittenRow createRow(long id, long rowSeed) {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < fillers.size(); i++) {
            ColumnFiller unit = fillers.get(i);
            long version = unit.isChangeable() ? findVersion(i, rowSeed) : 0;
            unit.fill(id, Hashes.mix(Hashes.mix(rowSeed & ~VERSION_MASK, i), version), values);
        }
        return new WrittenRow(columns, Arrays.asList(values));
    }

    /** The number of the last update that this unit had a part in. */
    private long findVersion(int unit, long rowSeed) {
        long version = rowSeed & VERSION_MASK;
        while (version > 0) {
            long hash = Hashes.mix(rowSeed & ~VERSION_MASK, -version);
            if (changeable[Hashes.reduce(hash, changeable.length)] == unit || (Hashes.mix(hash, unit) & 1) == 0) {
                break;
            }
            version--;
        }
        return version;
    }
}
