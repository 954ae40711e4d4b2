package dev.ezcdc.consumer.deadletter;

import java.nio.file.Path;

/** Where records that could not be decoded or handled are kept as they came, with the reason and where they were. */
public sealed interface DeadLetterTarget {

    /** A file that is appended to, one JSON object per line. It is made when the first letter comes. */
    record FileTarget(Path path) implements DeadLetterTarget {
        @Override
        public String toString() {
            return "file " + path;
        }
    }

    /**
     * A topic of the same Kafka; the facts are in the headers {@code ezcdc.topic}, {@code ezcdc.partition}, {@code
     * ezcdc.offset}, {@code ezcdc.cause} (malformed or handler), {@code ezcdc.reason}, {@code ezcdc.attempt} and, of
     * malformed ones, {@code ezcdc.part} and {@code ezcdc.byte-offset}, as text.
     */
    record TopicTarget(String topic) implements DeadLetterTarget {
        @Override
        public String toString() {
            return "topic " + topic;
        }
    }
}
