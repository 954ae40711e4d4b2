package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.TableId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the types for messages without a schema ({@code schemas.enable=false}). Types that do not fit a message, for
 * example after an {@code ALTER TABLE}, are ignored for that message. Its values then keep their JSON types, as they do
 * without a source. Nothing is guessed.
 *
 * <p>Implementations must be thread-safe and fast, because the decoder calls them for every message without a schema.
 */
public interface SchemaSource {

    /** Returns the types of a table's messages, or null if they are unknown. */
    @Nullable
    TableTypes typesOf(TableId table);

    /** Called for every message of the table that carries a schema. Does nothing by default. */
    default void onSchema(TableId table, TableTypes types) {}

    /** A source without types. */
    SchemaSource NONE = table -> null;

    /** Returns a source with the given types. */
    static SchemaSource fixed(Map<TableId, TableTypes> types) {
        return Map.copyOf(types)::get;
    }

    /**
     * Returns a source that learns the types of a table from its last message with a schema. Its memory is bounded; a
     * full source ignores new tables.
     */
    static SchemaSource learning() {
        return new LearnedSchemas();
    }
}
