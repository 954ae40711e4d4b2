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

/** Puts letters back into a topic. Used by one thread, and closed by it. */
public final class DeadLetterReplayer implements AutoCloseable {

    private static final int MOST_UNACKNOWLEDGED = 1000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final @Nullable String to;
    private final List<Future<?>> unacknowledged = new ArrayList<>();

    /**
     * To a Kafka.
     *
     * @param clientProperties further settings of its client
     * @param to the topic; null: where each came from
     * @throws org.apache.kafka.common.KafkaException if no client can be made of that
     */
    public static DeadLetterReplayer open(
            String bootstrapServers, Map<String, String> clientProperties, @Nullable String to) {
        return new DeadLetterReplayer(KafkaClients.producer(bootstrapServers, clientProperties), to);
    }

    private DeadLetterReplayer(KafkaProducer<byte[], byte[]> producer, @Nullable String to) {
        this.producer = producer;
        this.to = to;
    }

    /**
     * Sends a letter's record as it came, to the partition that its key says, with the count of attempts so far. It is
     * safe after a {@link #flush()}.
     *
     * @throws IOException if one that was sent before could not be put back
     */
    public void send(StoredDeadLetter letter) throws IOException {
        RecordHeaders headers = new RecordHeaders(letter.headers());
        headers.add(DeadLetter.REPLAYED, letter.position().getBytes(StandardCharsets.UTF_8));
        headers.add(DeadLetter.ATTEMPT, Integer.toString(letter.attempt()).getBytes(StandardCharsets.UTF_8));
        String topic = to == null ? letter.topic() : to;
        Integer partition = to == null && letter.key() == null ? (Integer) letter.partition() : null;
        unacknowledged.add(
                producer.send(new ProducerRecord<>(topic, partition, letter.key(), letter.value(), headers)));
        if (unacknowledged.size() >= MOST_UNACKNOWLEDGED) {
            flush();
        }
    }

    /**
     * Returns when all that was sent is acknowledged.
     *
     * @throws IOException if one could not be put back
     */
    public void flush() throws IOException {
        producer.flush();
        for (Future<?> send : unacknowledged) {
            try {
                send.get();
            } catch (ExecutionException failure) {
                throw new IOException("a letter could not be put back: " + failure.getCause(), failure);
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
