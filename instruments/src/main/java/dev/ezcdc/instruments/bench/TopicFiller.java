package dev.ezcdc.instruments.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills a topic of one partition with captured messages. */
final class TopicFiller {

    private static final String NAME = "bench.public.customers";

    private TopicFiller() {}

    private record Message(byte[] key, byte[] value) {}

    /** Creates the topic, fills it by repeating the captured messages, and returns its name. */
    static String fill(String bootstrapServers, Path corpus, long changes, String compression)
            throws IOException, InterruptedException, ExecutionException {
        List<Message> messages = read(corpus);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(NAME, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers,
                "compression.type", compression,
                "batch.size", "524288",
                "linger.ms", "20",
                "buffer.memory", "67108864");
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, bytes, bytes)) {
            Future<?> last = null;
            for (long i = 0; i < changes; i++) {
                Message message = messages.get((int) (i % messages.size()));
                last = producer.send(new ProducerRecord<>(NAME, message.key, message.value));
            }
            producer.flush();
            if (last != null) {
                last.get();
            }
        }
        return NAME;
    }

    /** Reads the format of the benchmarks: gzip over the key's length, the key, the value's length, the value, and so on. */
    private static List<Message> read(Path corpus) throws IOException {
        List<Message> messages = new ArrayList<>();
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(new GZIPInputStream(Files.newInputStream(corpus))))) {
            while (true) {
                messages.add(new Message(in.readNBytes(in.readInt()), in.readNBytes(in.readInt())));
            }
        } catch (EOFException end) {
            return messages;
        }
    }
}
