package dev.ezcdc.loadgen.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Ids from the table's own sequence, drawn a block at a time, so that a row's id is known before the row is sent and
 * other writers never get the same one. Blocks grow as they are used up: a short run leaves small gaps, a fast one
 * seldom asks. Not thread-safe.
 */
final class SequenceIds implements IdSource {

    private static final int FIRST_BLOCK = 8;
    private static final int LARGEST_BLOCK = 2_048;

    private final String sequence;
    private final Deque<Long> ids = new ArrayDeque<>();
    private int blockSize = FIRST_BLOCK;

    SequenceIds(String sequence) {
        this.sequence = sequence;
    }

    @Override
    public void ensureAvailable(int count, Connection connection) throws SQLException {
        if (ids.size() >= count) {
            return;
        }
        blockSize = Math.min(LARGEST_BLOCK, blockSize * 2);
        String sql = "SELECT nextval(?::regclass) FROM generate_series(1, ?)";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, sequence);
            query.setInt(2, Math.max(blockSize, count));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
        }
    }

    @Override
    public long getAsLong() {
        return ids.remove();
    }
}
