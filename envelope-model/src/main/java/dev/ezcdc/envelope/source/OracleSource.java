package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of Oracle's. System change numbers are texts, as they can be larger than a long.
 *
 * @param txId the transaction's id
 * @param scn the change's system change number
 * @param commitScn its transaction's commit's
 * @param lcrPosition the change's place in the stream, with XStream
 * @param rsId the rollback segment
 * @param ssn the change's number within the redo record
 * @param redoThread the redo thread, of which a cluster has several
 * @param userName who made the change
 * @param redoSql the statement that would make it again, if the connector includes it
 * @param rowId the row's ROWID
 * @param startScn the transaction's first system change number
 * @param startTimestamp when the transaction began
 * @param commitTimestamp when it was committed
 * @param txSeq the change's number within the transaction
 */
public record OracleSource(
        String version,
        String connector,
        String name,
        Instant timestamp,
        Snapshot snapshot,
        String db,
        String schema,
        String table,
        @Nullable String txId,
        @Nullable String scn,
        @Nullable String commitScn,
        @Nullable String lcrPosition,
        @Nullable String rsId,
        @Nullable Long ssn,
        @Nullable Long redoThread,
        @Nullable String userName,
        @Nullable String redoSql,
        @Nullable String rowId,
        @Nullable String startScn,
        @Nullable Instant startTimestamp,
        @Nullable Instant commitTimestamp,
        @Nullable Long txSeq,
        Row extra)
        implements Source {

    /**
     * Null: commits are in order within one redo thread only, several transactions can share a commit's number, and
     * LogMiner and XStream count differently. So no order is certain.
     */
    @Override
    public @Nullable Position position() {
        return null;
    }
}
