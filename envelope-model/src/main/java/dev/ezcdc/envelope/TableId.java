package dev.ezcdc.envelope;

import dev.ezcdc.envelope.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a table (or collection) that a connector captures.
 *
 * @param name the connector's {@code topic.prefix}
 * @param db the database
 * @param schema the table's namespace within the database; null for sources without namespaces
 * @param table the table; null for a change of no single table
 */
public record TableId(
        String name,
        String db,
        @Nullable String schema,
        @Nullable String table) {

    /** Returns the table of a change. */
    public static TableId of(Source source) {
        return new TableId(source.name(), source.db(), source.schema(), source.table());
    }
}
