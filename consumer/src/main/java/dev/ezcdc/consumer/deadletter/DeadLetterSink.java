package dev.ezcdc.consumer.deadletter;

import java.io.IOException;
import java.util.Map;

/** Writes dead letters to a file or topic. {@link #add} and {@link #flush} are thread-safe. */
public interface DeadLetterSink extends AutoCloseable {

    /** Accepts a dead letter. It is durable after the next {@link #flush()}. */
    void add(DeadLetter letter) throws IOException;

    /**
     * Returns when all accepted dead letters are durable.
     *
     * @throws IOException if one could not be written
     */
    void flush() throws IOException;

    @Override
    void close() throws IOException;

    /**
     * Opens a sink. A file is created with the first dead letter; a topic must exist, or the broker must create it.
     *
     * @param bootstrapServers the Kafka cluster of the topic
     * @param clientProperties further settings for Kafka's client
     * @throws org.apache.kafka.common.KafkaException if the topic does not exist, or access to it is denied
     * @throws IOException if the file is a directory, or its directory does not exist
     */
    static DeadLetterSink open(DeadLetterTarget target, String bootstrapServers, Map<String, String> clientProperties)
            throws IOException {
        if (target instanceof DeadLetterTarget.TopicTarget topicTarget) {
            return TopicDeadLetterSink.open(topicTarget.topic(), bootstrapServers, clientProperties);
        }
        return FileDeadLetterSink.open(((DeadLetterTarget.FileTarget) target).path());
    }
}
