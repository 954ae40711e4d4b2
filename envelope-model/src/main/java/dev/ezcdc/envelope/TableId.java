package dev.ezcdc.envelope;

import dev.ezcdc.envelope.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * A table (or collection) that a connector captures.
 *
 * @param name the connector's {@code topic.prefix}
 * @param db the database
 * @param schema the namespace within the database, where the source has such
 * @param table the table
 */
public record TableId(
        String name,
        String db,
        @Nullable String schema,
        @Nullable String table) {

    /** The table that a change is of. */
    public static TableId of(Source source) {
        return new TableId(source.name(), source.db(), source.schema(), source.table());
    }
}
