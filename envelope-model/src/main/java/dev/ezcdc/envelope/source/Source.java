package dev.ezcdc.envelope.source;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a change comes from: the envelope's {@code source}. */
public sealed interface Source
        permits PostgresSource, MySqlSource, SqlServerSource, OracleSource, MongoSource, Db2Source, OtherSource {

    /** Debezium's version. */
    String version();

    /** The connector's kind, e.g. {@code postgresql}. */
    String connector();

    /** The connector's {@code topic.prefix}. */
    String name();

    /** When the change was made in the database ({@code ts_ns}, {@code ts_us} or {@code ts_ms}, the finest there is). */
    Instant timestamp();

    /** Whether the change was read by a snapshot. */
    Snapshot snapshot();

    /** The database. */
    String db();

    /** The namespace of the table within its database, where the source has such. */
    @Nullable
    String schema();

    /** The table (or collection). */
    @Nullable
    String table();

    /** Where the change stands in its log; null for snapshot reads and for sources without a known order. */
    @Nullable
    Position position();

    /** Fields of the source that its type has no name for. */
    Row extra();
}
