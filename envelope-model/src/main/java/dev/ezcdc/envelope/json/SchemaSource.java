package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.TableId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the types of messages that were written without a schema ({@code schemas.enable=false}). Types that do not fit a
 * message, as when the table was altered, are left aside: its values then keep their JSON types, as they do without a
 * source. Nothing is guessed.
 *
 * <p>Implementations must be thread-safe, and quick: they are asked for every message without a schema.
 */
public interface SchemaSource {

    /** The types of a table's messages, or null if they are not known. */
    @Nullable
    TableTypes typesOf(TableId table);

    /** A message of the table came with its schema. Called for every such message. */
    default void onSchema(TableId table, TableTypes types) {}

    /** Knows no types. */
    SchemaSource NONE = table -> null;

    /** Knows the types that it is given. */
    static SchemaSource fixed(Map<TableId, TableTypes> types) {
        return Map.copyOf(types)::get;
    }

    /** Knows the types of the last message of the same table that came with a schema; bounded. */
    static SchemaSource learning() {
        return new LearnedSchemas();
    }
}
