package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The origin of a change: the envelope's {@code source}. Implementations are immutable and thread-safe. */
public sealed interface Source
        permits PostgresSource, MySqlSource, SqlServerSource, OracleSource, MongoSource, Db2Source, OtherSource {

    /** Returns the fields that the sources of all connectors share. */
    SourceInfo info();

    /** Returns Debezium's version. */
    default String version() {
        return info().version();
    }

    /** Returns the kind of connector, e.g. {@code postgresql}. */
    default String connector() {
        return info().connector();
    }

    /** Returns the connector's {@code topic.prefix}. */
    default String name() {
        return info().name();
    }

    /** Returns the change's role in a snapshot; {@link Snapshot#FALSE} if it was read from the log. */
    default Snapshot snapshot() {
        return info().snapshot();
    }

    /** Returns whether a snapshot read the row; false if the change was read from the log. */
    default boolean isSnapshot() {
        return snapshot().isSnapshot();
    }

    /** Returns the database. */
    default String db() {
        return info().db();
    }

    /**
     * Returns the time of the change in the database: {@code ts_ns}, {@code ts_us} or {@code ts_ms}, whichever is
     * finest.
     */
    Instant timestamp();

    /** Returns the table's namespace within the database; null for sources without namespaces. */
    @Nullable
    String schema();

    /** Returns the table (or collection); null for a change of no single table. */
    @Nullable
    String table();

    /** Returns the position of the change in the log; null for snapshot reads and sources without a known order. */
    @Nullable
    Position position();

    /** Returns the fields of the source that its type has no accessor for. */
    Row extra();
}
