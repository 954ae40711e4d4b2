package dev.ezcdc.consumer.deadletter;

import dev.ezcdc.consumer.internal.kafka.KafkaClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;

/** Writes dead letters to a topic of the same Kafka cluster. */
final class TopicDeadLetterSink implements DeadLetterSink {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> unacknowledged = new ArrayList<>();

    private TopicDeadLetterSink(String topic, KafkaProducer<byte[], byte[]> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    /** Opens the topic. Fails here, not at the first dead letter, if it is missing and the broker does not create it. */
    static TopicDeadLetterSink open(String topic, String bootstrapServers, Map<String, String> clientProperties) {
        KafkaProducer<byte[], byte[]> producer = KafkaClients.createProducer(bootstrapServers, clientProperties);
        try {
            producer.partitionsFor(topic);
        } catch (TimeoutException missing) {
            producer.close(Duration.ZERO);
            throw new KafkaException(
                    "dead-letter topic " + topic + " does not exist, and Kafka at " + bootstrapServers
                            + " does not create topics. Create it, or write dead letters to a file.",
                    missing);
        } catch (RuntimeException failure) {
            producer.close(Duration.ZERO);
            throw failure;
        }
        return new TopicDeadLetterSink(topic, producer);
    }

    @Override
    public synchronized void add(DeadLetter letter) {
        var original = letter.record();
        var copy = new ProducerRecord<>(topic, null, original.key(), original.value(), letter.originalHeaders());
        letter.headerFields()
                .forEach((name, value) -> addHeader(copy.headers(), DeadLetter.HEADER_PREFIX + name, value));
        unacknowledged.add(producer.send(copy));
    }

    private static void addHeader(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void flush() throws IOException {
        if (unacknowledged.isEmpty()) {
            return;
        }
        producer.flush();
        for (Future<RecordMetadata> send : unacknowledged) {
            try {
                send.get();
            } catch (ExecutionException failure) {
                throw new IOException(
                        "cannot write a dead letter to topic " + topic + ": " + failure.getCause(), failure.getCause());
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        }
        unacknowledged.clear();
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
