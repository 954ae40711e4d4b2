package dev.ezcdc.consumer.deadletter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Dead letters that were kept, to be read again, and a mark up to where they were replayed. Used by one thread. */
public interface DeadLetterStore extends AutoCloseable {

    /** What is done with a letter. */
    @FunctionalInterface
    interface Reader {
        void read(StoredDeadLetter letter) throws IOException;
    }

    /**
     * Those in a file of JSON lines.
     *
     * @throws IOException if it can't be read, or the mark beside it is none
     */
    static DeadLetterStore forFile(Path file) throws IOException {
        return new FileDeadLetterStore(file);
    }

    /**
     * Those in a topic.
     *
     * @param clientProperties further settings of Kafka's client
     * @throws org.apache.kafka.common.KafkaException if there is no such topic, or no Kafka
     */
    static DeadLetterStore forTopic(String topic, String bootstrapServers, Map<String, String> clientProperties) {
        return TopicDeadLetterStore.open(topic, bootstrapServers, clientProperties);
    }

    /** Reads all letters that were there when it was opened, in the order in which they were kept. */
    void read(Reader reader) throws IOException;

    /** All that {@link #read} gave has been replayed, and is remembered as such. */
    void markReplayed() throws IOException;

    @Override
    void close() throws IOException;
}
