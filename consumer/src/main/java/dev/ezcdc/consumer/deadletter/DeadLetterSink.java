package dev.ezcdc.consumer.deadletter;

import java.io.IOException;
import java.util.Map;

/** Keeps records that could not be decoded or handled. Adding and flushing is thread-safe; to be closed by its owner. */
public interface DeadLetterSink extends AutoCloseable {

    /** Takes one more; it is safe only after {@link #flush()}. */
    void add(DeadLetter letter) throws IOException;

    /** Returns when everything that was added is safe; if that can't be had, an exception. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;

    /**
     * Opens what keeps them. A file is made with the first letter; a topic has to be there, or the broker to make it.
     *
     * @param bootstrapServers where the Kafka is that has the topic
     * @param clientProperties further settings of its client
     * @throws org.apache.kafka.common.KafkaException if the topic is not there
     */
    static DeadLetterSink open(DeadLetterTarget target, String bootstrapServers, Map<String, String> clientProperties) {
        if (target instanceof DeadLetterTarget.TopicTarget toTopic) {
            return TopicDeadLetterSink.open(toTopic.topic(), bootstrapServers, clientProperties);
        }
        return new FileDeadLetterSink(((DeadLetterTarget.FileTarget) target).path());
    }
}
