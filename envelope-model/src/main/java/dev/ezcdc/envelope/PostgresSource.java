package dev.ezcdc.envelope;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of PostgreSQL's.
 *
 * @param timestamp the transaction's commit timestamp, taken by PostgreSQL before it flushes the log
 * @param sequence {@code ["last commit LSN","this LSN"]}, as text
 * @param txId the transaction's id
 * @param lsn the change's place in the write-ahead log, as an unsigned number; several rows can share one
 * @param xmin the slot's xmin, if the connector tracks it
 * @param origin the replication origin, if the change was replicated from elsewhere
 * @param originLsn the change's place in the origin's log
 */
public record PostgresSource(
        String version,
        String connector,
        String name,
        Instant timestamp,
        Snapshot snapshot,
        String db,
        @Nullable String sequence,
        String schema,
        String table,
        @Nullable Long txId,
        @Nullable Long lsn,
        @Nullable Long xmin,
        @Nullable String origin,
        @Nullable Long originLsn,
        Row extra)
        implements Source {

    @Override
    public @Nullable Position position() {
        // Rows of a snapshot all carry the LSN that the snapshot was taken at: no order among them.
        if (snapshot != Snapshot.FALSE || lsn == null) {
            return null;
        }
        return PostgresPosition.of(sequence, lsn);
    }
}
