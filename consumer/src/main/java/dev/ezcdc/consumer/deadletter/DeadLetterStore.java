package dev.ezcdc.consumer.deadletter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Reads dead letters back, and remembers which of them were replayed. Not thread-safe. */
public interface DeadLetterStore extends AutoCloseable {

    /** Receives dead letters one at a time. */
    @FunctionalInterface
    interface Reader {
        /** Processes one dead letter. An exception ends the reading. */
        void read(StoredDeadLetter letter) throws IOException;
    }

    /**
     * Opens a file of JSON lines.
     *
     * @throws IOException if the file, or the replay mark next to it, cannot be read
     */
    static DeadLetterStore forFile(Path file) throws IOException {
        return new FileDeadLetterStore(file);
    }

    /**
     * Opens a topic.
     *
     * @param clientProperties further settings for Kafka's client
     * @throws org.apache.kafka.common.KafkaException if the topic does not exist or Kafka is not responding
     */
    static DeadLetterStore forTopic(String topic, String bootstrapServers, Map<String, String> clientProperties) {
        return TopicDeadLetterStore.open(topic, bootstrapServers, clientProperties);
    }

    /** Reads the dead letters that existed when the store was opened, in the order in which they were written. */
    void read(Reader reader) throws IOException;

    /** Marks all dead letters that {@link #read} has delivered as replayed. */
    void markReplayed() throws IOException;

    @Override
    void close() throws IOException;
}
