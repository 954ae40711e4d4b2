package dev.ezcdc.consumer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

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

    /** Returns all topics whose whole name matches, including topics that are created later. */
    static Topics matching(Pattern pattern) {
        return new Matching(pattern);
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

    /** All topics with names of a pattern. */
    record Matching(Pattern pattern) implements Topics {

        @Override
        public boolean includes(String topic) {
            return pattern.matcher(topic).matches();
        }

        @Override
        public String toString() {
            return "topics matching " + pattern;
        }
    }
}
