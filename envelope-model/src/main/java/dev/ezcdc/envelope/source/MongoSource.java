package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The source of a MongoDB change.
 *
 * @param timestamp the time of the change
 * @param collection the collection
 * @param ord the number of the change among those of one second of the cluster's time, from 1
 * @param lsid the session, for changes of a transaction
 * @param txnNumber the transaction's number within the session
 * @param wallTime the server's clock time when it wrote the change
 */
public record MongoSource(
        SourceInfo info,
        Instant timestamp,
        String collection,
        int ord,
        @Nullable String lsid,
        @Nullable Long txnNumber,
        @Nullable Instant wallTime,
        Row extra)
        implements Source {

    /** Returns null: a collection belongs directly to its database. */
    @Override
    public @Nullable String schema() {
        return null;
    }

    /** Returns the collection. */
    @Override
    public String table() {
        return collection;
    }

    /**
     * Returns null: {@link #ord()} counts within a second of the cluster's time, which the message does not carry (its
     * timestamp is the server's clock time).
     */
    @Override
    public @Nullable Position position() {
        return null;
    }
}
