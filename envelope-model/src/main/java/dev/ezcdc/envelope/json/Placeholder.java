package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Debezium writes in place of a value that the change did not carry ({@code unavailable.value.placeholder}): the text
 * itself, its bytes, a list of the text alone, or for hstore a map of the text to itself.
 */
final class Placeholder {

    /** Debezium's own default. */
    static final Placeholder DEFAULT = new Placeholder("__debezium_unavailable_value");

    /** An element of a list or map has been read, and so recognised, before the list or map itself. */
    private static final List<Unavailable> LIST = List.of(Unavailable.UNAVAILABLE);

    private final String text;
    private final byte[] bytes;
    private final Map<String, Unavailable> map;

    Placeholder(String text) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
        this.map = Map.of(text, Unavailable.UNAVAILABLE);
    }

    /** How long the text is: no text of another length is the placeholder. */
    int length() {
        return text.length();
    }

    /** {@link Unavailable#UNAVAILABLE} if the value is the placeholder in one of its forms, else the value itself. */
    @Nullable
    Object orUnavailable(@Nullable Object value) {
        boolean unavailable = value instanceof String string
                ? string.equals(text)
                : value instanceof byte[] array
                        ? Arrays.equals(array, bytes)
                        : value != null && (value.equals(LIST) || value.equals(map));
        return unavailable ? Unavailable.UNAVAILABLE : value;
    }
}
