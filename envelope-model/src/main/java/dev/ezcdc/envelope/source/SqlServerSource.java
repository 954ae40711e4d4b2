package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The source of a SQL Server change.
 *
 * @param timestamp the time at which the transaction was committed
 * @param changeLsn the LSN of the change, {@code 00000027:00000758:0003}
 * @param commitLsn the LSN of its transaction's commit
 * @param eventSerialNo the number of the event among those of one change, from 1
 */
public record SqlServerSource(
        SourceInfo info,
        Instant timestamp,
        String schema,
        String table,
        @Nullable String changeLsn,
        @Nullable String commitLsn,
        @Nullable Long eventSerialNo,
        Row extra)
        implements Source {

    @Override
    public @Nullable Position position() {
        return isSnapshot() ? null : LsnPosition.ofOrNull(commitLsn, changeLsn, eventSerialNo);
    }
}
