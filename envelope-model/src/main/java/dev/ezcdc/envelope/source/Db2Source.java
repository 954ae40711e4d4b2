package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The source of a Db2 change.
 *
 * @param changeLsn the LSN of the change, in hexadecimal digits
 * @param commitLsn the LSN of its transaction's commit
 */
public record Db2Source(
        SourceInfo info,
        Instant timestamp,
        String schema,
        String table,
        @Nullable String changeLsn,
        @Nullable String commitLsn,
        Row extra)
        implements Source {

    @Override
    public @Nullable Position position() {
        return isSnapshot() ? null : LsnPosition.ofOrNull(commitLsn, changeLsn, null);
    }
}
