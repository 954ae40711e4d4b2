package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of MySQL's or MariaDB's.
 *
 * @param timestamp when the statement ran, in whole seconds before MySQL 8.0.1
 * @param table null for a change that is of no single table
 * @param serverId the server that wrote the change first; 0 for a snapshot
 * @param gtid the transaction's global id, if the server keeps such
 * @param file the binary log's file
 * @param pos where in it the event begins, in bytes; with compressed transactions, where the transaction's payload does
 * @param row the row within the event, from 0
 * @param thread the connection that made the change
 * @param query the statement, if the connector includes it
 */
public record MySqlSource(
        String version,
        String connector,
        String name,
        Instant timestamp,
        Snapshot snapshot,
        String db,
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

    /** Null: the database is the namespace. */
    @Override
    public @Nullable String schema() {
        return null;
    }

    @Override
    public @Nullable Position position() {
        return snapshot == Snapshot.FALSE ? new MySqlPosition(file, pos, gtid) : null;
    }
}
