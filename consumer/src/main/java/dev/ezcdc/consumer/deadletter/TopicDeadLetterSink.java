package dev.ezcdc.consumer.deadletter;

import dev.ezcdc.consumer.internal.kafka.KafkaClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Writes dead letters to a topic of the same Kafka cluster. */
final class TopicDeadLetterSink implements DeadLetterSink {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final Map<DeadLetter, Future<RecordMetadata>> unacknowledged = new IdentityHashMap<>();

    TopicDeadLetterSink(String topic, Producer<byte[], byte[]> producer) {
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
        unacknowledged.put(letter, producer.send(copy));
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
        for (Map.Entry<DeadLetter, Future<RecordMetadata>> send : unacknowledged.entrySet()) {
            try {
                send.getValue().get();
            } catch (ExecutionException failure) {
                throw new IOException(
                        "cannot write the dead letter of " + send.getKey().position() + " to topic " + topic + ": "
                                + failure.getCause() + remedy(failure.getCause()),
                        failure.getCause());
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        }
        unacknowledged.clear();
    }

    private static String remedy(@Nullable Throwable failure) {
        if (failure instanceof RecordTooLargeException) {
            return " A dead letter has a few headers more than its record. Increase max.message.bytes of the topic, or write"
                    + " dead letters to a file.";
        } else if (failure instanceof AuthorizationException) {
            return " Grant this user WRITE on the topic, or write dead letters to a file.";
        }
        return "";
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
