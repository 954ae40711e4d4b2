package dev.ezcdc.consumer.deadletter;

import java.nio.file.Path;

/**
 * The destination of dead letters. The original records are written unchanged, with the reason and their position. They
 * are not redacted.
 */
public sealed interface DeadLetterTarget {

    /** Returns a file as the target; see {@link FileTarget}. */
    static DeadLetterTarget file(Path path) {
        return new FileTarget(path);
    }

    /** Returns a topic of the same Kafka cluster as the target; see {@link TopicTarget}. */
    static DeadLetterTarget topic(String name) {
        return new TopicTarget(name);
    }

    /** A file of JSON lines, one object per dead letter. It is created with the first one and then appended to. */
    record FileTarget(Path path) implements DeadLetterTarget {
        @Override
        public String toString() {
            return "file " + path;
        }
    }

    /**
     * A topic of the same Kafka cluster. Key, value and headers are the original ones. The headers {@code ezcdc.topic},
     * {@code ezcdc.partition}, {@code ezcdc.offset}, {@code ezcdc.cause} (malformed or handler), {@code ezcdc.reason},
     * {@code ezcdc.attempt} and, for malformed records, {@code ezcdc.part} and {@code ezcdc.byte-offset} are added as text.
     */
    record TopicTarget(String topic) implements DeadLetterTarget {
        @Override
        public String toString() {
            return "topic " + topic;
        }
    }
}
