package dev.ezcdc.consumer;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The topics that are read. */
public sealed interface Topics {

    /** Whether a topic is one of these. */
    boolean includes(String topic);

    /** These topics, by name. */
    static Topics named(String... names) {
        return new Named(new LinkedHashSet<>(List.of(names)));
    }

    /** Every topic whose whole name matches, those included that are made later. */
    static Topics matching(Pattern pattern) {
        return new Matching(pattern);
    }

    /** Topics by name, at least one. */
    record Named(Set<String> names) implements Topics {

        public Named {
            if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("a topic's name is needed");
            }
            names = Set.copyOf(names);
        }

        @Override
        public boolean includes(String topic) {
            return names.contains(topic);
        }

        @Override
        public String toString() {
            return (names.size() == 1 ? "topic " : "topics ") + String.join(", ", sorted(names));
        }

        private static Collection<String> sorted(Set<String> names) {
            return names.stream().sorted().toList();
        }
    }

    /** Topics by a pattern. */
    record Matching(Pattern pattern) implements Topics {

        @Override
        public boolean includes(String topic) {
            return pattern.matcher(topic).matches();
        }

        @Override
        public String toString() {
            return "a topic that matches " + pattern;
        }
    }
}
