package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an update of MongoDB's changed in the document: the envelope's {@code updateDescription}.
 *
 * @param removedFields names, dotted where nested
 * @param updatedFields new values by name, dotted where nested
 * @param truncatedArrays arrays that were cut
 */
public record UpdateDescription(List<String> removedFields, Row updatedFields, List<TruncatedArray> truncatedArrays) {

    /** Its name among an event's {@link ChangeEvent#extra() extra fields}. */
    public static final String FIELD = "updateDescription";

    public UpdateDescription {
        removedFields = List.copyOf(removedFields);
        truncatedArrays = List.copyOf(truncatedArrays);
    }

    /**
     * An array that was cut.
     *
     * @param field its name
     * @param size how many elements are left
     */
    public record TruncatedArray(String field, int size) {}

    /** An event's description; null if it has none. */
    public static @Nullable UpdateDescription of(ChangeEvent event) {
        return event.extra().contains(FIELD) && event.extra().get(FIELD) instanceof UpdateDescription description
                ? description
                : null;
    }
}
