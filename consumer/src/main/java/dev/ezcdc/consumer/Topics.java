package dev.ezcdc.consumer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The topics that a consumer reads. Immutable. */
public sealed interface Topics {

    /** Returns whether a topic is one of these. */
    boolean includes(String topic);

    /**
     * Returns topics by their names.
     *
     * @throws IllegalArgumentException if there are none, or one is blank
     */
    static Topics named(String... names) {
        return new Named(new LinkedHashSet<>(List.of(names)));
    }

    /**
     * Returns all topics whose whole name matches, including topics that are created later. Kafka's internal topics never
     * match. Records of a Kafka Connect worker and dead letters of any consumer are skipped in such topics.
     */
    static Matching matching(Pattern pattern) {
        return new Matching(pattern, null);
    }

    /** One or more topics by name. */
    record Named(Set<String> names) implements Topics {

        public Named {
            if (names.isEmpty()) {
                throw new IllegalArgumentException("topics must have at least one name");
            }
            if (names.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("the name of a topic must not be blank");
            }
            names = Set.copyOf(names);
        }

        @Override
        public boolean includes(String topic) {
            return names.contains(topic);
        }

        @Override
        public String toString() {
            return (names.size() == 1 ? "topic " : "topics ")
                    + String.join(", ", names.stream().sorted().toList());
        }
    }

    /**
     * All topics with names of a pattern, except for those with names of another one.
     *
     * @param pattern matches whole names
     * @param excluded matches whole names of topics that are not read; null for none
     */
    record Matching(Pattern pattern, @Nullable Pattern excluded) implements Topics {

        private static final Set<String> INTERNAL_TOPICS =
                Set.of("__consumer_offsets", "__transaction_state", "__share_group_state", "__cluster_metadata");

        /** Kafka's client takes one pattern, in which the groups of two would get in each other's way. */
        private static final Pattern GROUP_REFERENCE = Pattern.compile("\\\\[1-9k]|\\(\\?<[A-Za-z]");

        /** Throws an {@link IllegalArgumentException} if the exclusion names a group or refers to one. */
        public Matching {
            if (excluded != null && GROUP_REFERENCE.matcher(excluded.pattern()).find()) {
                throw new IllegalArgumentException(
                        "the pattern of excluded topics must not name groups or refer to them: " + excluded);
            }
        }

        /**
         * Returns the same topics without those whose whole name matches. Replaces an earlier exclusion.
         *
         * @throws IllegalArgumentException if the pattern names a group or refers to one
         */
        public Matching excluding(Pattern newExcluded) {
            return new Matching(pattern, newExcluded);
        }

        @Override
        public boolean includes(String topic) {
            return pattern.matcher(topic).matches()
                    && !INTERNAL_TOPICS.contains(topic)
                    && (excluded == null || !excluded.matcher(topic).matches());
        }

        @Override
        public String toString() {
            return "topics matching " + pattern + (excluded == null ? "" : " except " + excluded);
        }
    }
}
