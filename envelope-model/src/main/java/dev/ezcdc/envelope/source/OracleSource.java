package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The source of an Oracle change. System change numbers (SCNs) are texts because they can exceed a {@code long}.
 *
 * @param txId the transaction's id
 * @param scn the SCN of the change
 * @param commitScn the SCN of its transaction's commit
 * @param lcrPosition the position of the change in the XStream stream
 * @param rsId the rollback segment
 * @param ssn the number of the change within the redo record
 * @param redoThread the redo thread; a cluster has several
 * @param userName the user that made the change
 * @param redoSql the statement that would repeat the change, if the connector includes it
 * @param rowId the row's ROWID
 * @param startScn the transaction's first SCN
 * @param startTimestamp the time at which the transaction began
 * @param commitTimestamp the time at which the transaction was committed
 * @param txSeq the number of the change within the transaction
 */
public record OracleSource(
        SourceInfo info,
        Instant timestamp,
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
     * Returns null because no order is certain: commits are ordered only within one redo thread, several transactions
     * can share a commit SCN, and LogMiner and XStream count differently.
     */
    @Override
    public @Nullable Position position() {
        return null;
    }
}
