package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The source of a MySQL or MariaDB change.
 *
 * @param timestamp the time at which the statement ran, in whole seconds before MySQL 8.0.1
 * @param table the table; null for a change of no single table
 * @param serverId the id of the server that wrote the change first; 0 for a snapshot
 * @param gtid the transaction's global id; null if the server does not assign them
 * @param file the binary log's file
 * @param pos the offset of the event in the file, in bytes; with compressed transactions, that of the transaction's
 *     payload
 * @param row the number of the row within the event, from 0
 * @param thread the id of the connection that made the change
 * @param query the statement, if the connector includes it
 */
public record MySqlSource(
        SourceInfo info,
        Instant timestamp,
        @Nullable String table,
        long serverId,
        @Nullable String gtid,
        String file,
        long pos,
        int row,
        @Nullable Long thread,
        @Nullable String query,
        Row extra)
        implements Source {

    /** Returns null: the database is the namespace. */
    @Override
    public @Nullable String schema() {
        return null;
    }

    @Override
    public @Nullable Position position() {
        return isSnapshot() ? null : new MySqlPosition(file, pos, gtid);
    }
}
