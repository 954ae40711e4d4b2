package dev.ezcdc.loadgen.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Ids of rows that pass the checks, because keys derived from ids must fit the partitions and constraints, too. After many
 * ids without such a row, it supplies any ids; the server then rejects the rows. Not thread-safe.
 */
final class CheckedIds implements IdSource {

    private static final int INITIAL_BLOCK_SIZE = 16;
    private static final int MAX_BLOCK_SIZE = 2_048;
    private static final int MAX_FAILING_BLOCKS = 24;

    /** Finds the ids whose rows pass. Thread-safe. */
    @FunctionalInterface
    interface Filter {
        List<Long> findPassing(List<Long> ids, Connection connection) throws SQLException;
    }

    private final IdSource source;
    private final Filter filter;
    private final Deque<Long> ids = new ArrayDeque<>();
    private int blockSize = INITIAL_BLOCK_SIZE;
    private boolean exhausted;

    CheckedIds(IdSource source, Filter filter) {
        this.source = source;
        this.filter = filter;
    }

    @Override
    public void ensureAvailable(int count, Connection connection) throws SQLException {
        int failingBlocks = 0;
        while (ids.size() < count) {
            blockSize = Math.min(MAX_BLOCK_SIZE, Math.max(blockSize * 2, count));
            List<Long> block = takeBlock(exhausted ? count : blockSize, connection);
            List<Long> passing = exhausted ? block : filter.findPassing(block, connection);
            ids.addAll(passing);
            failingBlocks = passing.isEmpty() ? failingBlocks + 1 : 0;
            exhausted |= failingBlocks == MAX_FAILING_BLOCKS;
        }
    }

    private List<Long> takeBlock(int size, Connection connection) throws SQLException {
        source.ensureAvailable(size, connection);
        List<Long> block = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            block.add(source.getAsLong());
        }
        return block;
    }

    @Override
    public long getAsLong() {
        return ids.remove();
    }
}
