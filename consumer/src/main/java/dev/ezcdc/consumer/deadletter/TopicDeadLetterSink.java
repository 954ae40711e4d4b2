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

/** Records that could not be decoded or handled in a topic of the same Kafka. */
final class TopicDeadLetterSink implements DeadLetterSink {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> unacknowledged = new ArrayList<>();

    private TopicDeadLetterSink(String topic, KafkaProducer<byte[], byte[]> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    /** Fails now, not at the first malformed record, if the topic is missing and the broker doesn't make it. */
    static TopicDeadLetterSink open(String topic, String bootstrapServers, Map<String, String> clientProperties) {
        KafkaProducer<byte[], byte[]> producer = KafkaClients.producer(bootstrapServers, clientProperties);
        try {
            producer.partitionsFor(topic);
        } catch (TimeoutException missing) {
            producer.close(Duration.ZERO);
            throw new KafkaException(
                    "the dead-letter topic " + topic + " is not there, and Kafka at " + bootstrapServers
                            + " doesn't make topics by itself: create it, or keep dead letters in a file",
                    missing);
        } catch (RuntimeException failure) {
            producer.close(Duration.ZERO);
            throw failure;
        }
        return new TopicDeadLetterSink(topic, producer);
    }

    @Override
    public synchronized void add(DeadLetter letter) {
        var received = letter.received();
        var sent = new ProducerRecord<>(topic, null, received.key(), received.value(), letter.ownHeaders());
        letter.facts().forEach((name, value) -> text(sent.headers(), DeadLetter.PREFIX + name, value));
        unacknowledged.add(producer.send(sent));
    }

    private static void text(Headers headers, String name, String value) {
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
                        "a record could not be kept in the topic " + topic + ": " + String.valueOf(failure.getCause()),
                        failure.getCause());
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
