package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a database that the model has no type of its own for; {@link #extra()} holds every field that is not named
 * here.
 */
public record OtherSource(
        String version,
        String connector,
        String name,
        Instant timestamp,
        Snapshot snapshot,
        String db,
        @Nullable String schema,
        @Nullable String table,
        Row extra)
        implements Source {

    /** Null: the order of an unknown log is not known. */
    @Override
    public @Nullable Position position() {
        return null;
    }
}
