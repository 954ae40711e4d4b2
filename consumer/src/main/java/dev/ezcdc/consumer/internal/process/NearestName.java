package dev.ezcdc.consumer.internal.process;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that a misspelled one probably means. */
final class NearestName {

    private NearestName() {}

    /**
     * Returns the candidate with the fewest changed characters, whatever their case; null without candidates.
     *
     * @param candidates qualified names; only their last parts count if the name is not qualified
     */
    static @Nullable String of(String name, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(
                        name, name.contains(".") ? candidate : candidate.substring(candidate.lastIndexOf('.') + 1))))
                .orElse(null);
    }

    /** Returns the edit distance (Levenshtein). */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
