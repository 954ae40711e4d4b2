package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The source of a change in a database that has no dedicated type here. {@link #extra()} holds the fields that have no
 * accessor.
 */
public record OtherSource(
        SourceInfo info,
        Instant timestamp,
        @Nullable String schema,
        @Nullable String table,
        Row extra) implements Source {

    /** Returns null: the order of the log is unknown. */
    @Override
    public @Nullable Position position() {
        return null;
    }
}
