package dev.ezcdc.envelope.source;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A change's role in a snapshot: a source's {@code snapshot}. */
public enum Snapshot {
    TRUE,
    FIRST,
    FIRST_IN_DATA_COLLECTION,
    LAST_IN_DATA_COLLECTION,
    LAST,
    /** The change was read from the log, not by a snapshot. */
    FALSE,
    INCREMENTAL;

    private static final Map<String, Snapshot> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Snapshot::text, Function.identity()));

    private final String text = name().toLowerCase(Locale.ROOT);

    /** Returns the constant with this text ({@link #FALSE} for null), or null if no constant has it. */
    public static @Nullable Snapshot fromText(@Nullable String text) {
        return text == null ? FALSE : BY_TEXT.get(text);
    }

    /** Returns the text in an envelope. */
    public String text() {
        return text;
    }

    /** Returns whether a snapshot, also an incremental one, read the row. */
    public boolean isSnapshot() {
        return this != FALSE;
    }
}
