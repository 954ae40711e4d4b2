package dev.ezcdc.envelope;

import java.util.Locale;
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

    /** The constant of a field's text (null counts as {@code false}), or null if there is none of that name. */
    public static @Nullable Snapshot ofText(@Nullable String text) {
        if (text == null) {
            return FALSE;
        }
        for (Snapshot snapshot : values()) {
            if (snapshot.text().equals(text)) {
                return snapshot;
            }
        }
        return null;
    }

    /** As it stands in an envelope. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
