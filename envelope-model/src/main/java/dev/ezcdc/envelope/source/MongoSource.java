package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of MongoDB's.
 *
 * @param timestamp when the change was made
 * @param collection the collection
 * @param ord the change among those of one second of the cluster's time, from 1
 * @param lsid the session, for changes of a transaction
 * @param txnNumber the transaction within the session
 * @param wallTime the server's clock when it wrote the change
 */
public record MongoSource(
        String version,
        String connector,
        String name,
        Instant timestamp,
        Snapshot snapshot,
        String db,
        String collection,
        int ord,
        @Nullable String lsid,
        @Nullable Long txnNumber,
        @Nullable Instant wallTime,
        Row extra)
        implements Source {

    /** Null: a collection lies directly in its database. */
    @Override
    public @Nullable String schema() {
        return null;
    }

    /** The collection. */
    @Override
    public String table() {
        return collection;
    }

    /**
     * Null: {@link #ord()} counts within a second of the cluster's time, which the message does not carry (its timestamp
     * is the server's clock).
     */
    @Override
    public @Nullable Position position() {
        return null;
    }
}
