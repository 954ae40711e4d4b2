package dev.ezcdc.consumer.deadletter;

import dev.ezcdc.consumer.internal.kafka.KafkaClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Writes dead letters back to a topic. Not thread-safe. */
public final class DeadLetterReplayer implements AutoCloseable {

    private static final int MAX_UNACKNOWLEDGED = 1000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final @Nullable String targetTopic;
    private final List<Future<?>> unacknowledged = new ArrayList<>();

    /**
     * Connects to Kafka.
     *
     * @param clientProperties further settings for Kafka's client
     * @param targetTopic the topic for all records, or null for the topic that each record came from
     * @throws org.apache.kafka.common.KafkaException if a setting is invalid
     */
    public static DeadLetterReplayer open(
            String bootstrapServers, Map<String, String> clientProperties, @Nullable String targetTopic) {
        return new DeadLetterReplayer(KafkaClients.createProducer(bootstrapServers, clientProperties), targetTopic);
    }

    private DeadLetterReplayer(KafkaProducer<byte[], byte[]> producer, @Nullable String targetTopic) {
        this.producer = producer;
        this.targetTopic = targetTopic;
    }

    /**
     * Sends the original record to the partition that its key determines. Headers carry its original position and the
     * number of attempts so far. The record is durable after the next {@link #flush()}.
     *
     * @throws IOException if an earlier record could not be written
     */
    public void send(StoredDeadLetter letter) throws IOException {
        RecordHeaders headers = new RecordHeaders(letter.headers());
        headers.add(DeadLetter.REPLAYED_HEADER, letter.position().getBytes(StandardCharsets.UTF_8));
        headers.add(
                DeadLetter.ATTEMPT_HEADER, Integer.toString(letter.attempt()).getBytes(StandardCharsets.UTF_8));
        String topic = targetTopic == null ? letter.topic() : targetTopic;
        Integer partition = targetTopic == null && letter.key() == null ? (Integer) letter.partition() : null;
        unacknowledged.add(
                producer.send(new ProducerRecord<>(topic, partition, letter.key(), letter.value(), headers)));
        if (unacknowledged.size() >= MAX_UNACKNOWLEDGED) {
            flush();
        }
    }

    /**
     * Returns when Kafka has acknowledged all records that were sent.
     *
     * @throws IOException if a record could not be written
     */
    public void flush() throws IOException {
        producer.flush();
        for (Future<?> send : unacknowledged) {
            try {
                send.get();
            } catch (ExecutionException failure) {
                throw new IOException("replay failed: " + failure.getCause(), failure);
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        }
        unacknowledged.clear();
    }

    @Override
    public void close() {
        producer.close();
    }
}
