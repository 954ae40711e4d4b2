package dev.ezcdc.envelope.json.internal.types;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Parses strings that represent other types. */
final class TextValues {

    private static final int UUID_LENGTH = 36;

    private TextValues() {}

    /** Parses a UUID of 8-4-4-4-12 digits. {@link UUID#fromString} alone accepts fewer. */
    static UUID parseUuid(String text) {
        if (text.length() != UUID_LENGTH) {
            throw new IllegalArgumentException("not 36 characters");
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            boolean digit = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            if (dash ? c != '-' : !digit) {
                throw new IllegalArgumentException("not a UUID");
            }
        }
        return UUID.fromString(text);
    }

    /** Parses a MySQL SET: its members in the order of their definition. No member contains a comma. */
    static Set<String> parseEnumSet(String text) {
        return text.isEmpty()
                ? Set.of()
                : Collections.unmodifiableSet(new LinkedHashSet<>(List.of(text.split(",", -1))));
    }
}
