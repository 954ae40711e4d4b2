package dev.ezcdc.loadgen.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Ids from the sequence of a table, fetched in blocks. The id of a row is therefore known before the row is sent, and other
 * writers never get the same one. Block sizes grow, so short runs leave small gaps and fast runs rarely wait for ids. Not
 * thread-safe.
 */
final class SequenceIds implements IdSource {

    private static final int INITIAL_BLOCK_SIZE = 8;
    private static final int MAX_BLOCK_SIZE = 2_048;

    private final String sequence;
    private final Deque<Long> ids = new ArrayDeque<>();
    private int blockSize = INITIAL_BLOCK_SIZE;

    SequenceIds(String sequence) {
        this.sequence = sequence;
    }

    @Override
    public void ensureAvailable(int count, Connection connection) throws SQLException {
        if (ids.size() >= count) {
            return;
        }
        blockSize = Math.min(MAX_BLOCK_SIZE, blockSize * 2);
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
