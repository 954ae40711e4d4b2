package dev.ezcdc.envelope.source;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A change's part in a snapshot, as in a source's {@code snapshot}. */
public enum Snapshot {
    TRUE,
    FIRST,
    FIRST_IN_DATA_COLLECTION,
    LAST_IN_DATA_COLLECTION,
    LAST,
    /** Not of a snapshot: read from the log. */
    FALSE,
    INCREMENTAL;

    private static final Map<String, Snapshot> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Snapshot::text, Function.identity()));

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The constant of a field's text (null counts as {@code false}), or null if there is none of that name. */
    public static @Nullable Snapshot fromText(@Nullable String text) {
        return text == null ? FALSE : BY_TEXT.get(text);
    }

    /** As it stands in an envelope. */
    public String text() {
        return text;
    }
}
