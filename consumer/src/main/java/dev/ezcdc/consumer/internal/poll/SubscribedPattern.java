package dev.ezcdc.consumer.internal.poll;

import dev.ezcdc.consumer.Topics;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds the one pattern that Kafka's client accepts. The client adds the exclusion of Kafka's internal topics itself. */
final class SubscribedPattern {

    /** The flags with an inline form. CANON_EQ has none; it has no effect on topic names, which are ASCII. */
    private static final Map<Integer, String> INLINE_FLAGS = Map.of(
            Pattern.UNIX_LINES, "d",
            Pattern.CASE_INSENSITIVE, "i",
            Pattern.MULTILINE, "m",
            Pattern.DOTALL, "s",
            Pattern.UNICODE_CASE, "u",
            Pattern.UNICODE_CHARACTER_CLASS, "U",
            Pattern.COMMENTS, "x");

    private SubscribedPattern() {}

    /** Returns a pattern that matches the whole names of the topics. */
    static Pattern of(Topics.Matching topics) {
        @Nullable Pattern excluded = topics.excluded();
        if (excluded == null) {
            return topics.pattern();
        }
        // The included pattern comes first, so that the numbers of its groups stay the same.
        return Pattern.compile(
                "(?=" + group(topics.pattern()) + "\\z)(?!" + group(excluded) + "\\z).*", Pattern.DOTALL);
    }

    private static String group(Pattern pattern) {
        if ((pattern.flags() & Pattern.LITERAL) != 0) {
            return Pattern.quote(pattern.pattern());
        }
        StringBuilder flags = new StringBuilder();
        INLINE_FLAGS.forEach((flag, letter) -> flags.append((pattern.flags() & flag) == 0 ? "" : letter));
        // A line break ends a comment at the end of the pattern; outside of COMMENTS mode it would have to match.
        String end = (pattern.flags() & Pattern.COMMENTS) == 0 ? ")" : "\n)";
        return "(?" + flags + ":" + pattern.pattern() + end;
    }
}
