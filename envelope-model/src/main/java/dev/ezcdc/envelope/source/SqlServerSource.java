package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of SQL Server's.
 *
 * @param timestamp when the transaction was committed
 * @param changeLsn the change's place in the log, {@code 00000027:00000758:0003}
 * @param commitLsn its transaction's commit's place in the log
 * @param eventSerialNo the event among those of one change, from 1
 */
public record SqlServerSource(
        String version,
        String connector,
        String name,
        Instant timestamp,
        Snapshot snapshot,
        String db,
        String schema,
        String table,
        @Nullable String changeLsn,
        @Nullable String commitLsn,
        @Nullable Long eventSerialNo,
        Row extra)
        implements Source {

    @Override
    public @Nullable Position position() {
        return snapshot == Snapshot.FALSE ? LsnPosition.ofOrNull(commitLsn, changeLsn, eventSerialNo) : null;
    }
}
