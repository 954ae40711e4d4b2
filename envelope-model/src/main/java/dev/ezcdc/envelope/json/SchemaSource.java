package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.TableId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the types for the rows of messages without a schema ({@code schemas.enable=false}).
 *
 * <p>A row has the columns that its message has. After an {@code ALTER TABLE}, an added column, which the types lack, has
 * {@link dev.ezcdc.envelope.data.ColumnType#UNTYPED} and keeps its JSON type; a dropped column is not in the row at all.
 * If a value does not fit its column's type, all types are ignored for that message. Keys without a schema are never typed.
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
