package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of Db2's.
 *
 * @param changeLsn the change's place in the log, in hexadecimal digits
 * @param commitLsn its transaction's commit's place in the log
 */
public record Db2Source(
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
        Row extra)
        implements Source {

    @Override
    public @Nullable Position position() {
        return snapshot == Snapshot.FALSE ? LsnPosition.ofOrNull(commitLsn, changeLsn, null) : null;
    }
}
