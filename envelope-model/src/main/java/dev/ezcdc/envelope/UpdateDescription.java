package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes that a MongoDB update made to a document: the envelope's {@code updateDescription}.
 *
 * @param removedFields names of removed fields, dotted if nested
 * @param updatedFields new values by field name, dotted if nested
 * @param truncatedArrays arrays that the update truncated
 */
public record UpdateDescription(List<String> removedFields, Row updatedFields, List<TruncatedArray> truncatedArrays) {

    /** The field's name in {@link ChangeEvent#extra()}. */
    public static final String FIELD = "updateDescription";

    public UpdateDescription {
        removedFields = List.copyOf(removedFields);
        truncatedArrays = List.copyOf(truncatedArrays);
    }

    /**
     * A truncated array.
     *
     * @param field the array's name, dotted if nested
     * @param size the number of remaining elements
     */
    public record TruncatedArray(String field, int size) {}

    /** Returns the description in an event; null if the event has none. */
    public static @Nullable UpdateDescription from(ChangeEvent event) {
        return event.extra().find(FIELD) instanceof UpdateDescription description ? description : null;
    }
}
