package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.WrittenRow;
import dev.ezcdc.loadgen.values.Hashes;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of an arbitrary table. The seed of a row is a random number (40 bits) and the number of its updates (24 bits). Each
 * update gives about half of the columns a new value, and at least one.
 */
final class GenericRows implements RowSource {

    private static final long VERSION_MASK = (1L << 24) - 1;
    private static final int MAX_ATTEMPTS = 200;

    private final String table;
    private final List<String> columns;
    private final List<ColumnFiller> fillers;
    private final int[] changeable;

    GenericRows(String table, List<String> columns, List<ColumnFiller> fillers) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.fillers = List.copyOf(fillers);
        this.changeable = new int
                [(int) fillers.stream().filter(ColumnFiller::isChangeable).count()];
        int next = 0;
        for (int i = 0; i < fillers.size(); i++) {
            if (fillers.get(i).isChangeable()) {
                changeable[next++] = i;
            }
        }
    }

    @Override
    public List<String> columns() {
        return columns;
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
        throw new LoadException(
                "No column of " + table + " has more than one possible value, so rows cannot be updated."
                        + "\nLeave updates out, as in --mix insert=1.");
    }

    @Override
    public WrittenRow createRow(long id, long rowSeed) {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < fillers.size(); i++) {
            ColumnFiller filler = fillers.get(i);
            long version = filler.isChangeable() ? findVersion(i, rowSeed) : 0;
            filler.fill(id, Hashes.mix(Hashes.mix(rowSeed & ~VERSION_MASK, i), version), values);
        }
        return new WrittenRow(columns, Arrays.asList(values));
    }

    /** Returns the number of the last update that changed this filler's columns. */
    private long findVersion(int filler, long rowSeed) {
        long version = rowSeed & VERSION_MASK;
        while (version > 0) {
            long hash = Hashes.mix(rowSeed & ~VERSION_MASK, -version);
            if (changeable[Hashes.reduce(hash, changeable.length)] == filler || (Hashes.mix(hash, filler) & 1) == 0) {
                break;
            }
            version--;
        }
        return version;
    }
}
